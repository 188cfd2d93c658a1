-- Days are kept in a table a month, interval_day_2026_11, made when its first row comes; what was kept before, and what no sound clock
-- says, is in interval_day_other. The hub moves rows to their month at its next start. interval_day becomes a view over all.
ALTER TABLE IF EXISTS interval_day RENAME TO interval_day_other;
ALTER TABLE IF EXISTS register_day RENAME TO register_day_other;
