package meridian.bench;

/** One measurement: starts what it needs, fills its table, stops all it started. */
@FunctionalInterface
interface Bench {
  void run(Table table) throws Exception;
}
