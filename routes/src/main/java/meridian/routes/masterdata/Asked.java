package meridian.routes.masterdata;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import meridian.cim.CimNoun;
import meridian.cim.CimRequest.Configure;
import meridian.model.Mrid;
import meridian.model.master.CimElement;
import meridian.model.message.Verb;
import meridian.services.master.Wish;

/**
 * One wish of a message.
 *
 * @param objects that it is about
 * @param path of the object in the message
 * @param supporting whether it only explains the others, as a ReadingType does beside the UsagePoints that refer to it: known already is fine
 */
record Asked(Wish wish, List<CimElement> objects, String path, boolean supporting) {
  static final String LINKAGE = "MasterDataLinkageConfig";
  private static final String READING_TYPE = "ReadingType";
  /** Why a linkage was made; the journal keeps it with the message. */
  private static final String EVENT = "ConfigurationEvent";

  /** What a Configure of master data wishes; empty when it names nothing. @param ofElements see {@link Wish.DeleteElements} */
  static List<Asked> in(Configure request, CimNoun noun, boolean ofElements) {
    Verb verb = request.header().verb();
    List<CimElement> objects = request.objects().isEmpty() ? named(request.ids(), noun) : request.objects();
    if (noun.name().equals(LINKAGE)) {
      List<CimElement> linked = objects.stream().filter(object -> !object.name().equals(EVENT)).toList();
      if (linked.isEmpty()) return List.of();
      Wish wish = verb == Verb.DELETE ? new Wish.TakeApart(linked) : new Wish.LinkTogether(linked);
      return List.of(new Asked(wish, linked, "Payload/" + LINKAGE, false));
    }
    var asked = new ArrayList<Asked>(objects.size());
    Map<String, Integer> places = new HashMap<>();
    for (CimElement object : objects) {
      int place = places.merge(object.name(), 1, Integer::sum);
      boolean supporting = object.name().equals(READING_TYPE) && !Types.of(noun).contains(READING_TYPE);
      if (supporting && verb == Verb.DELETE) continue;
      asked.add(new Asked(wish(verb, object, ofElements, supporting), List.of(object),
        "Payload/" + noun.payload() + "/" + object.name() + "[" + place + "]", supporting));
    }
    return asked;
  }

  private static Wish wish(Verb verb, CimElement object, boolean ofElements, boolean supporting) {
    if (supporting || verb == Verb.CREATE) return new Wish.Create(object);
    if (verb != Verb.DELETE) return new Wish.Change(object);
    return ofElements ? new Wish.DeleteElements(object) : new Wish.Delete(object);
  }

  /** What objects of a linkage are of; an EndDevice is shown as the Meter it is. */
  static List<String> linkable(CimNoun noun) {
    return noun.types().stream().filter(type -> !type.equals(EVENT) && !type.equals("EndDevice")).toList();
  }

  /** Payload/ID: objects of the noun's own type. */
  private static List<CimElement> named(List<String> ids, CimNoun noun) {
    return ids.stream().flatMap(id -> Stream.of(reference(Types.of(noun).getFirst(), id))).toList();
  }

  /** An object known by an mRID or a name. */
  static CimElement reference(String type, String id) {
    return CimElement.part(type, Mrid.find(id).isPresent()
      ? CimElement.value("mRID", id)
      : CimElement.part("Names", CimElement.value("name", id)));
  }
}
