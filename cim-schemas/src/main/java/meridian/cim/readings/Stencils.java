package meridian.cim.readings;

import org.jspecify.annotations.Nullable;

/** The few shapes in which one sender writes one kind of unit. Good as long as the same namespaces are in scope. */
final class Stencils {
  private static final int KEPT = 4;
  /** A sender who never writes the same shape twice is not learnt from for ever. */
  private static final int MOST_LEARNT = 2_000;

  final Stencil.Draft draft = new Stencil.Draft();
  private final @Nullable Stencil[] stencils = new Stencil[KEPT];
  private int size;
  private int last;
  private int learnt;
  private int namespaceChanges;

  /** Reads the next unit if it has a shape that is known. */
  boolean read(XmlCursor xml, Unit unit, Times times, Decimals decimals, Types types) throws Broken {
    if (size == 0 || !xml.isInside()) return false;
    if (namespaceChanges != xml.namespaceChanges()) {
      size = 0;
      return false;
    }
    for (int i = 0; i < size; i++) {
      int tried = last + i < size ? last + i : last + i - size;
      Stencil stencil = stencils[tried];
      if (stencil != null && stencil.fits(xml, unit, times, decimals, types)) {
        last = tried;
        return true;
      }
    }
    return false;
  }

  /** A unit was read tag by tag, without fault. */
  void learn(XmlCursor xml) {
    if (!draft.end(xml) || learnt == MOST_LEARNT) return;
    if (namespaceChanges != xml.namespaceChanges()) size = 0;
    namespaceChanges = xml.namespaceChanges();
    int place = size < KEPT ? size++ : (last + 1) % KEPT;
    stencils[place] = draft.stencil(xml);
    last = place;
    learnt++;
  }
}
