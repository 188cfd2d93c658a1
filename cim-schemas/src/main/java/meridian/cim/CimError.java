package meridian.cim;

/**
 * Reply.Error.
 *
 * @param code for example {@code 2.4}; {@link ErrorCode} names those we use
 * @param reason what is wrong, in a few words
 * @param details where and what exactly; may be empty
 * @param id mRID or name of the object it is about; empty for none
 * @param idType class of that object, for example {@code EndDevice}; written as ID/@objectType. ID/@kind is told from the id itself
 * @param operationId the operation of an OperationSet it is about; empty: none, or all of them
 */
public record CimError(String code, Level level, String reason, String details, String id, String idType, String operationId) {

  public CimError(String code, Level level, String reason, String details, String id, String idType) {
    this(code, level, reason, details, id, idType, "");
  }

  /** The same, about one operation of an OperationSet. */
  public CimError of(String operation) {
    return new CimError(code, level, reason, details, id, idType, operation);
  }

  public enum Level {
    INFORM, WARNING, FATAL, CATASTROPHIC
  }
}
