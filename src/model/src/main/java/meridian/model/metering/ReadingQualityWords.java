package meridian.model.metering;

import meridian.model.CodeTable;

/** What a ReadingQuality is called. Source: IEC 61968-9 annex D. */
public final class ReadingQualityWords {
  private static final CodeTable TABLE = CodeTable.of(ReadingQualityWords.class, "reading-quality.tsv");

  private ReadingQualityWords() {}

  /** For example {@code out of range (head-end)}; parts that are not known are told as the numbers they are. */
  public static String of(ReadingQuality quality) {
    String index = quality.category() + "." + quality.index();
    String words = TABLE.find("index", index).orElseGet(
      () -> TABLE.find("category", Integer.toString(quality.category())).map(category -> category + ' ' + index)
        .orElse("quality " + index));
    String system = TABLE.words("system", quality.system());
    return system.isEmpty() ? words : words + " (" + system + ')';
  }
}
