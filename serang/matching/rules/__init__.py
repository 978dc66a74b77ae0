"""The engine: plain arrays in, a proven plan out, every place explained.

Read in this order: problem (what is known), columns and eligible (who may go where), score (how well), pairs (all of
it), network (how many places), worth and board (what is played for), assign (the best plan), standing and certificate
(the proof), plan (the answer), explain, screening, replace and ways (why, who waits, who steps in, what one person
lacks), near, filling and plan_training (which class next), store (keeping a run).
"""
