package meridian.cim;

import java.util.List;

import meridian.model.Mrid;

/**
 * Reply of an envelope. Objects no error names have succeeded. An OK without errors is written with code 0.0.
 *
 * @param made objects that were created, each an ID of the Reply
 */
public record Reply(Result result, List<CimError> errors, List<Made> made) {
  public enum Result {
    OK, PARTIAL, FAILED
  }

  /** @param type CIM class, written as ID/@objectType */
  public record Made(String type, Mrid mrid) {}

  public Reply {
    errors = List.copyOf(errors);
    made = List.copyOf(made);
  }

  public Reply(Result result, List<CimError> errors) { this(result, errors, List.of()); }

  public static Reply ok() { return new Reply(Result.OK, List.of()); }

  /** OK with code 0.3: taken, the result follows. */
  public static Reply acknowledged() {
    return new Reply(Result.OK, List.of(ErrorCode.ACKNOWLEDGED.error("")));
  }

  public static Reply failed(CimError... errors) { return new Reply(Result.FAILED, List.of(errors)); }

  public static Reply failed(List<CimError> errors) { return new Reply(Result.FAILED, errors); }
}
