package meridian.cim;

/**
 * Error codes of Reply.Error that the hub gives. The numbers come from one product's published list, partly confirmed by test documents
 * (see SOURCE.md); the words are ours.
 */
public enum ErrorCode {
  NO_ERRORS("0.0", "no errors"), // well
  PARTIAL_MORE("0.1", "partial result, more follows"), //
  PARTIAL_LAST("0.2", "partial result, nothing follows"), //
  ACKNOWLEDGED("0.3", "acknowledged, the result follows"), //
  HEADER_MISSING("1.5", "Header is missing"), // the message
  REQUEST_MISSING("1.6", "Request is missing"), //
  PAYLOAD_MISSING("1.7", "Payload is missing"), //
  INVALID_MESSAGE("1.8", "message does not follow the schema"), //
  UNSUPPORTED_REVISION("1.9", "revision is not supported"), //
  INVALID_METER("2.4", "no such meter"), // a parameter
  INVALID_NOUN("2.5", "noun is not served"), //
  INVALID_READING_TYPE("2.6", "not a ReadingType"), //
  INVALID_VERB("2.9", "verb is not served"), //
  UNSUPPORTED_READING_TYPE("2.10", "ReadingType is not supported"), //
  INVALID_USAGE_POINT("2.12", "no such UsagePoint"), //
  METER_USAGE_POINT_MISMATCH("2.13", "Meter and UsagePoint do not belong together"), //
  INVALID_SOURCE("2.14", "no such Source"), //
  INVALID_REQUEST_ID("2.15", "no such request"), //
  INVALID_SERVICE_LOCATION("2.16", "no such ServiceLocation"), //
  METER_SERVICE_LOCATION_MISMATCH("2.17", "Meter and ServiceLocation do not belong together"), //
  COM_MODULE_METER_MISMATCH("2.18", "ComModule and Meter do not belong together"), //
  INVALID_CUSTOMER_ACCOUNT("2.19", "no such CustomerAccount"), //
  INVALID_SERVICE_SUPPLIER("2.20", "no such ServiceSupplier"), //
  ACCOUNT_SUPPLIER_MISMATCH("2.21", "CustomerAccount and ServiceSupplier do not belong together"), //
  INVALID_CUSTOMER("2.22", "no such Customer"), //
  CUSTOMER_ACCOUNT_MISMATCH("2.23", "Customer and CustomerAccount do not belong together"), //
  INVALID_CUSTOMER_AGREEMENT("2.24", "no such CustomerAgreement"), //
  ACCOUNT_AGREEMENT_MISMATCH("2.25", "CustomerAccount and CustomerAgreement do not belong together"), //
  AGREEMENT_USAGE_POINT_MISMATCH("2.26", "CustomerAgreement and UsagePoint do not belong together"), //
  ACCOUNT_USAGE_POINT_MISMATCH("2.27", "CustomerAccount and UsagePoint do not belong together"), //
  SUPPLIER_USAGE_POINT_MISMATCH("2.28", "ServiceSupplier and UsagePoint do not belong together"), //
  OBJECT_MISMATCH("2.29", "objects do not belong together"), //
  INVALID_COM_MODULE("2.30", "no such ComModule"), //
  INVALID_SERVICE_CATEGORY("2.31", "no such ServiceCategory"), //
  INVALID_USAGE_POINT_LOCATION("2.32", "no such UsagePointLocation"), //
  INVALID_PRICING_STRUCTURE("2.33", "no such PricingStructure"), //
  TOO_MANY("3.1", "too much in one message"), // too many
  TOO_MANY_PENDING("3.2", "too many pending requests"), //
  TIMED_OUT("4.1", "timed out"), // abandoned
  BUSY("5.1", "the hub is busy"), // the application
  NOT_ATTEMPTED("5.2", "not attempted"), //
  ATTEMPT_FAILED("5.3", "attempted and failed"), //
  SEVERAL_ERRORS("5.4", "several errors"), //
  DATA_UNAVAILABLE("5.7", "data is not available"), //
  MANDATORY_MISSING("5.8", "a mandatory field is missing"), //
  ABORTED("5.9", "undone because another operation failed"), //
  BUSINESS_RULE("6.1", "refused by a rule"), // a rule
  ON_HOLD("6.2", "on hold"), //
  RELEASED("6.3", "released"), //
  RESCHEDULED("6.4", "put off to another time"), //
  CANCELLED("6.5", "cancelled"), //
  AUTHENTICATION_REQUIRED("7.2", "authentication is required"), // security
  AUTHENTICATION_FAILED("7.4", "authentication failed"), //
  NOT_AUTHORISED("7.5", "not authorised"), //
  POLICY_VIOLATION("7.7", "policy violation"); //

  private final String code;
  private final String words;

  ErrorCode(String code, String words) {
    this.code = code;
    this.words = words;
  }

  public String code() { return code; }

  /** What it means, in a few words: the reason of an error that has no better one. */
  public String words() { return words; }

  /** An error about the message as a whole; FATAL, but INFORM for the codes that begin with 0. */
  public CimError error(String details) {
    return about("", "", details);
  }

  /** An error about one object. */
  public CimError about(String id, String idType, String details) {
    var level = code.startsWith("0.") ? CimError.Level.INFORM : CimError.Level.FATAL;
    return new CimError(code, level, words, details, id, idType);
  }
}
