"""serang: applicants, trainings and job matches of a manpower office.

The folder says which noun, the file name says which layer, and every import goes down:
rules < models < queries < operations < words < forms < sheet < routes < cli < tasks.
"""
