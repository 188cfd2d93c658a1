package meridian.cim.readings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import meridian.model.metering.ReadingQuality;
import meridian.model.metering.ReadingType;

/** What the refs of one message mean: codes at once; names of the ReadingType and ReadingQualityType objects in the payload once these were read. */
final class Types {
  private static final int MOST_DESCRIBED = 10_000;
  /** Of a value with a quality that nothing says the meaning of: questionable, told apart by the head-end. */
  private static final int UNKNOWN_QUALITY = ReadingQuality.of(2, 10, 0).packed();
  /** Parts of a code in its order, by where the object has them. Source: IEC 61968-9 annex C. */
  private static final List<String> PARTS = List.of("macroPeriod", "aggregate", "measuringPeriod", "accumulation", "flowDirection",
    "commodity",
    "measurementKind", "interharmonic.numerator", "interharmonic.denominator", "argument.numerator", "argument.denominator", "tou", "cpp",
    "consumptionTier", "phases", "multiplier", "unit", "currency");

  final Codes<ReadingType> codes = new Codes<>(text -> ReadingType.find(text).orElse(null));
  final Codes<ReadingQuality> qualities = new Codes<>(text -> ReadingQuality.find(text).orElse(null));
  private final Map<String, ReadingType> described = new HashMap<>();
  private final Map<String, ReadingQuality> describedQualities = new HashMap<>();

  /** Null when it is no code and not described yet. */
  @Nullable
  ReadingType of(Codes.Entry<ReadingType> ref) {
    return ref.value == null ? described.get(ref.text) : ref.value;
  }

  int quality(Codes.Entry<ReadingQuality> ref) {
    ReadingQuality quality = ref.value == null ? describedQualities.get(ref.text) : ref.value;
    return quality == null ? UNKNOWN_QUALITY : quality.packed();
  }

  /**
   * A ReadingType object.
   *
   * @param identifiers its mRID and names: one of them may be the code itself
   * @param parts texts by element; an element that is missing is 0
   * @return false when it cannot be understood
   */
  boolean describe(List<String> identifiers, Map<String, String> parts) {
    ReadingType type = identifiers.stream().flatMap(text -> ReadingType.find(text).stream()).findFirst()
      .or(() -> ReadingType.find(String.join(".", PARTS.stream().map(part -> parts.getOrDefault(part, "0")).toList()))).orElse(null);
    if (type == null || described.size() >= MOST_DESCRIBED) return false;
    identifiers.forEach(text -> described.putIfAbsent(text, type));
    return true;
  }

  /** A ReadingQualityType object. */
  boolean describeQuality(List<String> identifiers, Map<String, String> parts) {
    String code = parts.getOrDefault("systemId", "0") + "." + parts.getOrDefault("category", "0") + "."
      + parts.getOrDefault("subCategory", "0");
    ReadingQuality quality = identifiers.stream().flatMap(text -> ReadingQuality.find(text).stream()).findFirst()
      .or(() -> ReadingQuality.find(code)).orElse(null);
    if (quality == null || describedQualities.size() >= MOST_DESCRIBED) return false;
    identifiers.forEach(text -> describedQualities.putIfAbsent(text, quality));
    return true;
  }
}
