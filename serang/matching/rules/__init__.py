"""The engine: plain arrays in, a proven plan out, every place explained.

Read in this order: problem (what is known), columns and eligible (who may go where), score (how well), pairs, network
(how many places), assign (the best plan), certificate (the proof), explain (why), plan_training (which class next),
store (keeping a run).
"""
