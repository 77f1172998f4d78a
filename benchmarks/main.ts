// One after the other: both measure processor time.
import './evaluate.bench.ts';
import './estimates.bench.ts';
