package meridian.model.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * One key of the configuration, on a component of a room's config record. The key is the section's name, a dot and the component's name in
 * lower case with dashes; a unit behind an underscore, as in {@code cache_bytes}, is left out of it.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Setting {
  /** Default, written as in the file: {@code 15m}, {@code 64MB}, {@code 8080}. */
  String value();

  /** One sentence for the operator, ending with a full stop. */
  String says();

  /** Smallest value allowed, written likewise; empty for none. */
  String min() default "";
}
