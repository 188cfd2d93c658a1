package meridian.adapter;

/** What an adapter declares it can do. The hub calls nothing undeclared; called all the same, a line answers {@link Outcome.Unsupported}. */
public enum Capability {
  /** {@link Line#readNow}. */
  READ_ON_DEMAND,
  /** {@link Line#readProfile}. */
  READ_PROFILE,
  /** {@link Line#control}. */
  CONTROL,
  /** {@link Line#readClock} and {@link Line#setClock}. */
  CLOCK,
  /** {@link Adapter#listen}. */
  PUSH,
  /** {@link Line#discover}. */
  DISCOVER
}
