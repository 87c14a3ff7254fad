"""Makes welch.csv: python3 welch.py > welch.csv (SciPy >= 1.11; printed with version 1.17.1)."""

import numpy as np
from scipy import stats

random = np.random.default_rng(20260101)
print("first,second,difference,half_width,degrees_of_freedom,effect_size")
for case in range(200):
    n = random.integers(2, 9, size=2)
    scale = 10.0 ** random.uniform(-4, 3, size=2)
    a, b = (random.normal(random.uniform(-1, 1), s, size=k) for k, s in zip(n, scale))
    test = stats.ttest_ind(a, b, equal_var=False)
    low, high = test.confidence_interval(0.95)
    pooled = np.sqrt((a.var(ddof=1) + b.var(ddof=1)) / 2)
    hedges = (a.mean() - b.mean()) / pooled * (1 - 3 / (4 * (len(a) + len(b)) - 9))
    print(
        " ".join(map(repr, map(float, a))),
        " ".join(map(repr, map(float, b))),
        *map(repr, map(float, (a.mean() - b.mean(), (high - low) / 2, test.df, hedges))),
        sep=",",
    )
