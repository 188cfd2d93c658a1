package meridian.cim;

import java.util.Arrays;

/**
 * Where in a message the reader stands: a path of element names, the second and later ones of the same name counted, and line and
 * column of the element's beginning.
 */
final class Place {
  private static final int NAME_SHOWN = 60;

  private String[] names = new String[32];
  private String[] lastChild = new String[33];
  private int[] lastChildCount = new int[33];
  private int[] counts = new int[32];
  private int[] lines = new int[32];
  private int[] columns = new int[32];
  private int depth;

  void enter(String name, int line, int column) {
    if (depth == names.length) grow();
    int count = name.equals(lastChild[depth]) ? lastChildCount[depth] + 1 : 1;
    lastChild[depth] = name;
    lastChildCount[depth] = count;
    names[depth] = name;
    counts[depth] = count;
    lines[depth] = line;
    columns[depth] = column;
    depth++;
    lastChild[depth] = "";
  }

  void leave() { depth--; }

  /** Open elements. */
  int depth() { return depth; }

  /** Name of an open element, 1 for the root. */
  String name(int level) { return names[level - 1]; }

  int line() { return depth == 0 ? 1 : lines[depth - 1]; }

  int column() { return depth == 0 ? 1 : columns[depth - 1]; }

  /** The root element, also after it was left. */
  String root() { return at(lines[0], columns[0], "/" + names[0]); }

  String path() {
    if (depth == 0) return "/";
    var path = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      String name = names[i];
      path.append('/').append(name.length() > NAME_SHOWN ? name.substring(0, NAME_SHOWN) + "…" : name);
      if (counts[i] > 1) path.append('[').append(counts[i]).append(']');
    }
    return path.toString();
  }

  @Override
  public String toString() { return at(line(), column(), path()); }

  static String at(int line, int column, String path) { return "line " + line + ", column " + column + ", " + path; }

  private void grow() {
    names = Arrays.copyOf(names, depth * 2);
    counts = Arrays.copyOf(counts, depth * 2);
    lines = Arrays.copyOf(lines, depth * 2);
    columns = Arrays.copyOf(columns, depth * 2);
    lastChild = Arrays.copyOf(lastChild, depth * 2 + 1);
    lastChildCount = Arrays.copyOf(lastChildCount, depth * 2 + 1);
  }
}
