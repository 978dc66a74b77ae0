"""How quick and how good the matching is, beside its peers, in one run. Ratios count, not seconds.

    python -m benchmarks.matching                   all sizes (minutes)
    python -m benchmarks.matching --quick           up to 5,000 people
    python -m benchmarks.matching --growth          25,000 to 400,000 people as well

Times are CPU seconds. `engine` is a run from stored input to stored plan, `run` one from a database of people and orders to
the proposals in it. Every peer must place as many people with the same total score, else the run stops.

The aim is `run` at most 1.4 times the bare solver at 100,000 people and 1,000 orders, and 0.1 s at 500 people: the smaller the office,
the less of a run is the solver, and reading and writing its people take longer than solving.
"""

import argparse
import resource
import subprocess
import sys
import time

import numpy as np

from benchmarks import instances, office
from serang.matching.rules import assign, pairs, store
from serang.matching.rules.board import lay
from serang.matching.rules.certificate import prove
from serang.matching.rules.near import Grant
from serang.matching.rules.plan_training import Course, Outlook, Underway, rank

SIZES = ((500, 10), (5_000, 50), (100_000, 200), (100_000, 1_000))
RATIOS = (0.3, 0.8, 1.5)
BIG = 10**7
QUICK = 0.3  # seconds
CLASSES, SEATS = 40, 16  # under way


def timed(work, *given):
    """What came out, and the CPU seconds it took; of what is quick the best of five."""
    took = []
    while not took or (sum(took) < QUICK and len(took) < 5):
        start = time.process_time()
        found = work(*given)
        took.append(time.process_time() - start)
    return found, min(took)


def bare(board):
    """The solver alone on the same pairs: arrays in, flow out; what nobody can do without."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    places, found = board.places, board.pairs
    people, pools = len(board.problem.people.ids), len(places.capacity)
    totals = people + pools
    source, sink = totals + len(places.total_capacity), totals + len(places.total_capacity) + 1
    used = np.unique(found.person)
    behind = np.where(places.total_of >= 0, totals + places.total_of, sink)
    solver = SimpleMinCostFlow()
    for tail, head, room, cost in (
        (found.person, people + board.pool, np.ones(len(found)), -found.score.astype(np.int64)),
        (np.full(len(used), source), used, np.ones(len(used)), np.zeros(len(used))),
        (people + np.arange(pools), behind, places.capacity, np.zeros(pools)),
        (
            totals + np.arange(len(places.total_capacity)),
            np.full(len(places.total_capacity), sink),
            places.total_capacity,
            np.zeros(len(places.total_capacity)),
        ),
    ):
        solver.add_arcs_with_capacity_and_unit_cost(
            tail.astype(np.int32), head.astype(np.int32), room.astype(np.int64), cost.astype(np.int64)
        )
    solver.set_nodes_supplies(np.array([source, sink], np.int32), np.array([len(used), -len(used)], np.int64))
    if solver.solve_max_flow_with_min_cost() != solver.OPTIMAL:
        raise SystemExit("the bare solver found nothing")
    flows = solver.flows(np.arange(len(found), dtype=np.int32))
    return int(flows.sum()), int(found.score[flows > 0].sum(dtype=np.int64))


def by_highs(board, method):
    """The same as a linear program."""
    import highspy

    places, found = board.places, board.pairs
    people, pools, totals = len(board.problem.people.ids), len(places.capacity), len(places.total_capacity)
    total = np.where(places.total_of >= 0, people + pools + places.total_of, -1)[board.pool]
    rows = np.stack([found.person, people + board.pool, total], axis=1)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(found), people + pools + totals
    model.col_cost_ = -(BIG + found.score.astype(float))
    model.col_lower_, model.col_upper_ = np.zeros(len(found)), np.ones(len(found))
    model.row_lower_ = np.zeros(model.num_row_)
    model.row_upper_ = np.concatenate([np.ones(people), places.capacity, places.total_capacity]).astype(float)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.concatenate([[0], np.cumsum((rows >= 0).sum(axis=1))]).astype(np.int32)
    model.a_matrix_.index_ = rows[rows >= 0].astype(np.int32)
    model.a_matrix_.value_ = np.ones(int((rows >= 0).sum()))
    solver = highspy.Highs()
    solver.silent()
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("solver", method)
    solver.passModel(model)
    solver.run()
    return _read(-solver.getObjectiveValue())


def by_scipy(board):
    """The same with every quota spread out into single places, sparse."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    row, column, gain, shape = _single_places(board)
    stay = np.arange(shape[0])  # everyone may also stay out, at a place of their own
    row, column = np.concatenate([row, stay]), np.concatenate([column, shape[1] + stay])
    gain = np.concatenate([gain, np.ones(shape[0])])
    table = csr_matrix((gain, (row, column)), (shape[0], shape[1] + shape[0]))
    one, other = min_weight_full_bipartite_matching(table, maximize=True)
    won = np.asarray(table[one, other]).ravel()
    return _read(won[won > 1].sum())


def by_scipy_dense(board):
    """The same as one table of people by single places."""
    from scipy.optimize import linear_sum_assignment

    row, column, gain, shape = _single_places(board)
    table = np.zeros(shape)
    table[row, column] = gain
    return _read(table[linear_sum_assignment(table, maximize=True)].sum())


def _single_places(board):
    places, found = board.places, board.pairs
    start = np.concatenate([[0], np.cumsum(places.capacity)])
    size = places.capacity[board.pool]
    _, person = np.unique(found.person, return_inverse=True)
    row = np.repeat(person, size)
    within = np.arange(len(row)) - np.repeat(np.cumsum(size) - size, size)
    return (
        row,
        np.repeat(start[board.pool], size) + within,
        np.repeat(BIG + found.score.astype(float), size),
        (int(person.max()) + 1, int(start[-1])),
    )


def _read(total):
    return int((total + 0.5) // BIG), int(round(total % BIG)) if total % BIG < BIG - 0.5 else 0


PEERS = {
    "HiGHS, dual simplex": lambda board: by_highs(board, "simplex"),
    "SciPy, sparse matching": by_scipy,
    "SciPy, dense assignment": by_scipy_dense,
}


def whole(data):
    """A run from stored input to stored plan."""
    problem = store.unpack_problem(data)
    plan = assign.assign(problem)
    return store.pack_plan(plan), plan


def measure(people, orders, ratio, peers):
    """One line: what we take beside the bare solver, and what each peer takes."""
    problem = instances.problem(instances.make(people, orders, ratio))
    found, scoring = timed(pairs.find, problem)
    board = lay(problem, found)
    best, alone = timed(bare, board)
    chosen, solving = timed(assign.solve, board)
    ids, order_ids = problem.people.ids[found.person[chosen]], problem.order_ids[found.order[chosen]]
    certificate, proving = timed(prove, board, ids, order_ids)
    (_, plan), engine = timed(whole, store.pack_problem(problem))
    *stored, run = office.run(problem)
    same = (plan.placed, plan.total_score) == best and stored == [*best, True]
    if not (plan.proven and certificate.proven and same):
        raise SystemExit(f"{people} x {orders}: not optimal: {plan.placed, plan.total_score} against {best}")
    gain = plan.placed / plan.greedy_placed
    print(
        f"{people:>7} x {orders:<5} {ratio:<4} {len(found):>9} {plan.placed:>7} {gain:>7.2f} {scoring:>8.3f}"
        f" {solving:>8.3f} {proving:>8.3f} {engine:>8.3f} {run:>8.3f} {alone:>8.3f} {engine / alone:>11.2f} {run / alone:>8.2f}"
        f" {proving / alone:>10.3f}"
    )
    for name, work in peers.items():
        answer, took = timed(work, board)
        if answer != best:
            raise SystemExit(f"{name} finds {answer}, not {best}")
        print(f"{'':>18} {name:<34} {took:>8.3f} s, {took / alone:>6.0f} times the bare solver, {took / run:>5.0f} times our whole run")
    return problem, plan, run


def training(problem, plan, run):
    """Two hundred courses ranked, the best proven, beside one run."""
    people, columns = problem.people, []
    level = np.zeros(len(people.ids), int)
    level[people.languages.person] = people.languages.value
    for code in people.wishes.names:
        wishing = np.zeros(len(people.ids), bool)
        wishing[people.wishes.person[people.wishes.rows(code)]] = True
        columns += [(one, people.ids[wishing & (level == one)]) for one in range(4)]
    courses = [
        Course(at, instances.RUN + 90, (Grant("languages", instances.TOPIK, one + 1),), people=tuple(ids.tolist()))
        for at, (one, ids) in enumerate(columns[:200])
    ]
    sitting = np.random.default_rng(1).permutation(people.ids)[: min(CLASSES, len(people.ids) // SEATS) * SEATS].reshape(-1, SEATS).tolist()
    classes = [Underway(at, instances.RUN + 30, (Grant("languages", instances.TOPIK, 2),), tuple(one)) for at, one in enumerate(sitting)]
    for underway in ((), classes):
        start = time.process_time()
        outlook = Outlook(problem, plan, underway)
        gains = rank(outlook, courses, exact=1)
        took = time.process_time() - start
        worked = sum(gain.exact is not None for gain in gains)
        print(
            f"training plan: {len(courses)} courses, {len(underway)} classes under way (+{outlook.pursued} places), best"
            f" +{gains[0].exact} places, {worked} worked out exactly, {took:.2f} s = {took / run:.2f} runs"
        )


def growth():
    """Solve and proof from 25,000 to 400,000 people, each in a process of its own: exponent in pairs, bytes a pair."""
    lines = []
    for people in (25_000, 50_000, 100_000, 200_000, 400_000):
        answer = subprocess.run(
            [sys.executable, "-m", "benchmarks.matching", "--grow", str(people)], check=True, capture_output=True, text=True
        )
        found, took, extra = answer.stdout.split()
        found, took, each = int(found), float(took), int(extra) / int(found)
        lines.append((found, took))
        print(f"{people:>7} people {found:>9} pairs {took:>8.2f} s {each:>6.0f} bytes a pair")
    found, took = (np.array(column, float) for column in zip(*lines, strict=True))
    print(f"exponent of solve and proof in pairs: {np.polyfit(np.log(found), np.log(took), 1)[0]:.2f}")


def grow(people):
    """One point of the growth: pairs, CPU seconds, and the memory that solve and proof took on top (bytes)."""
    board = lay(instances.problem(instances.make(people, 1_000, 0.8)))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    plan, took = timed(lambda: assign.plan(board, assign.solve(board)))
    if not plan.proven:
        raise SystemExit("not proven")
    print(len(board.pairs), took, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--grow", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.grow:
        grow(given.grow)
        return
    print(
        f"{'people x orders quota':<20} {'pairs':>9} {'placed':>7} {'/greedy':>7} {'scoring':>8} {'solve':>8}"
        f" {'proof':>8} {'engine':>8} {'run':>8} {'bare':>8} {'engine/bare':>11} {'run/bare':>8} {'proof/bare':>10}"
    )
    for people, orders in SIZES[:2] if given.quick else SIZES:
        for ratio in RATIOS:
            problem, plan, run = measure(people, orders, ratio, PEERS if people <= 5_000 else {})
            if ratio != 0.3:
                training(problem, plan, run)
    if given.growth:
        growth()


if __name__ == "__main__":
    main()
