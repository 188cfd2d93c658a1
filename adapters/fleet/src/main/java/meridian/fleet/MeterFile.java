package meridian.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The fleet file: CSV, one meter per line, the columns named in the first. */
final class MeterFile {
  static final String HEADER = "serialNumber,address,model,group,annual_kWh,phases";

  private MeterFile() {}

  /** Reads all meters; an {@link IllegalArgumentException} names file and line. */
  static List<MeterSpec> read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("--meters " + file + ": no such file", e);
    } catch (IOException e) {
      throw new IllegalArgumentException("--meters " + file + " cannot be read as UTF-8 text: " + e.getMessage(), e);
    }
    if (lines.isEmpty() || !lines.getFirst().strip().equals(HEADER)) {
      throw new IllegalArgumentException("--meters " + file + ": the first line is not " + HEADER);
    }
    List<MeterSpec> meters = new ArrayList<>(lines.size());
    for (int i = 1; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty()) continue;
      try {
        meters.add(meter(line));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("--meters " + file + " line " + (i + 1) + ": " + e.getMessage(), e);
      }
    }
    return meters;
  }

  private static MeterSpec meter(String line) {
    String[] fields = line.split(",", -1);
    if (fields.length != 6) throw new IllegalArgumentException(fields.length + " fields where 6 belong");
    return new MeterSpec(fields[0], fields[1], model(fields[2]), fields[3], number("annual_kWh", fields[4]), number("phases", fields[5]));
  }

  private static MeterModel model(String name) {
    return Arrays.stream(MeterModel.values()).filter(m -> m.name().equals(name)).findAny()
      .orElseThrow(() -> new IllegalArgumentException("model " + name + " is not one of " + Arrays.toString(MeterModel.values())));
  }

  private static int number(String field, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(field + " " + text + " is no whole number", e);
    }
  }
}
