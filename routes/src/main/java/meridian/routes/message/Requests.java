package meridian.routes.message;

/** Where every door hands in what it was given: the beginning of the story that {@code CimRoutes} tells. Safe for concurrent callers. */
@FunctionalInterface
public interface Requests {
  /** Decodes, serves and journals. Bad input and trouble come back as an Answer, too. */
  Answer answer(Incoming request);
}
