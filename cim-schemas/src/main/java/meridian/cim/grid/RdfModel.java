package meridian.cim.grid;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import meridian.model.Mrid;

/** The objects of one document, and the defects found so far. */
final class RdfModel {
  private static final int MOST_DEFECTS = 10_000;

  private final Map<Mrid, RdfObject> byMrid = new HashMap<>();
  private final Map<CimClass, List<RdfObject>> byType = new EnumMap<>(CimClass.class);
  private final List<GridDefect> defects = new ArrayList<>();
  private long more;
  /** CGMES gives kV and MVA where plain CIM100 gives V and VA. */
  boolean kiloVolts;

  /** The object of that identity: told in several places, it is one. */
  RdfObject object(CimClass type, String element, Mrid mrid, int line) {
    var known = byMrid.get(mrid);
    if (known != null && known.type == type) return known;
    if (known != null) defect(new GridDefect.Duplicate(element, mrid.toString(), line, "mRID", "as " + known.element));
    var made = new RdfObject(type, element, mrid, line);
    byMrid.putIfAbsent(mrid, made);
    if (known == null) byType.computeIfAbsent(type, none -> new ArrayList<>()).add(made);
    return made;
  }

  List<RdfObject> all(CimClass type) { return byType.getOrDefault(type, List.of()); }

  @Nullable
  RdfObject find(@Nullable Mrid mrid) { return mrid == null ? null : byMrid.get(mrid); }

  /** What a reference leads to; null when it is missing, dangling or of another class. */
  @Nullable
  RdfObject follow(@Nullable RdfObject from, Property property, CimClass type) {
    var target = from == null ? null : find(from.reference(property));
    return target != null && target.type == type ? target : null;
  }

  void defect(GridDefect defect) {
    if (defects.size() < MOST_DEFECTS) defects.add(defect);
    else
      more++;
  }

  void missing(RdfObject object, Property property, String consequence) {
    defect(new GridDefect.MissingProperty(object.element, object.mrid.toString(), object.line, property.cimName(), consequence));
  }

  void bad(RdfObject object, Property property) {
    defect(new GridDefect.BadValue(object.element, object.mrid.toString(), object.line, property.cimName(), object.text(property)));
  }

  void dangling(RdfObject object, Property property, Mrid target) {
    defect(new GridDefect.DanglingReference(object.element, object.mrid.toString(), object.line, property.cimName(), target.toString()));
  }

  void duplicate(RdfObject object, Property property, String value) {
    defect(new GridDefect.Duplicate(object.element, object.mrid.toString(), object.line, property.cimName(), value));
  }

  List<GridDefect> defects() {
    if (more > 0) defects.add(new GridDefect.AndMore("RDF", "", 0, more));
    more = 0;
    return defects;
  }
}
