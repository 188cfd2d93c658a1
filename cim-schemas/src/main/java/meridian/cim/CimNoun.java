package meridian.cim;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

import org.codehaus.stax2.XMLStreamReader2;

import meridian.cim.xml.StaxFactory;
import meridian.cim.xml.XmlLimits;
import meridian.model.message.Verb;

/**
 * A noun of IEC 61968-9 that the hub takes. This is the only place that says which there are: schemas, wrappers, WSDLs and what a root
 * element can be are derived from it.
 *
 * @param name as in Header.Noun: {@code MeterConfig}
 * @param payload root element of the profile
 * @param query the profile of its queries, {@code GetMeterConfig}; empty when it cannot be asked for
 * @param verbs those in the present tense that the hub takes; each is told of in the past tense
 * @param types elements that may be children of the payload, in the order of the schema
 * @param source what its schema rests on; SOURCE.md says how sure that is
 */
public record CimNoun(String name, String payload, Optional<String> query, Set<Verb> verbs, List<String> types, String source) {
  /** Name, verbs, source. ReadingTypes and types of events occur inside of others; no noun of theirs is known. */
  private static final String TABLE = """
    MeterReadings             create get                       IEC 61968-9:2013
    EndDeviceControls         create cancel                    IEC 61968-9:2013
    EndDeviceEvents           create get                       IEC 61968-9:2013
    MeterConfig               create change delete get         IEC 61968-9:2013
    EndDeviceConfig           create change delete get         IEC 61968-9:2013
    UsagePointConfig          create change delete get         IEC 61968-9:2013
    MasterDataLinkageConfig   create change delete get         IEC 61968-9:2013
    ComModuleConfig           create change delete get         CIM classes in the manner of IEC 61968-9:2013
    EndDeviceGroups           create change delete get         CIM classes in the manner of IEC 61968-9:2013
    UsagePointGroups          create change delete get         CIM classes in the manner of IEC 61968-9:2013
    CustomerConfig            create change delete get         CIM classes in the manner of IEC 61968-9:2013
    CustomerAccountConfig     create change delete get         CIM classes in the manner of IEC 61968-9:2013
    CustomerAgreementConfig   create change delete get         CIM classes in the manner of IEC 61968-9:2013
    AuxiliaryAgreementConfig  create change delete get         CIM classes in the manner of IEC 61968-9:2013
    ServiceLocationConfig     create change delete get         CIM classes in the manner of IEC 61968-9:2013
    UsagePointLocationConfig  create change delete get         CIM classes in the manner of IEC 61968-9:2013
    ServiceCategoryConfig     create change delete get         CIM classes in the manner of IEC 61968-9:2013
    ServiceSupplierConfig     create change delete get         CIM classes in the manner of IEC 61968-9:2013
    PricingStructureConfig    create change delete get         CIM classes in the manner of IEC 61968-9:2013
    CustomerMeterDataSet      create change delete get         CIM classes in the manner of IEC 61968-9:2013
    MeterReadSchedule         create change cancel delete get  IEC 61968-9, draft of 2011, in the manner of 2013
    MeterServiceRequests      create change cancel close get   IEC 61968-9, draft of 2011, in the manner of 2013
    """;
  private static final Map<String, CimNoun> ALL = TABLE.lines().map(line -> of(line.split(" {2,}")))
    .collect(Collectors.toMap(CimNoun::name, noun -> noun, (one, _) -> one, LinkedHashMap::new));

  public CimNoun {
    verbs = Set.copyOf(verbs);
    types = List.copyOf(types);
  }

  /** Every noun, the busiest first. */
  public static List<CimNoun> all() { return List.copyOf(ALL.values()); }

  /** By what a Header says; a query may say {@code GetMeterConfig} as well. */
  public static Optional<CimNoun> find(String headerNoun) {
    return Optional.ofNullable(ALL.get(Names.bare(headerNoun)));
  }

  private static CimNoun of(String[] columns) {
    String name = columns[0];
    Set<Verb> verbs = Arrays.stream(columns[1].split(" ")).map(verb -> Verb.find(verb).orElseThrow())
      .collect(Collectors.toCollection(() -> EnumSet.noneOf(Verb.class)));
    return new CimNoun(name, name, verbs.contains(Verb.GET) ? Optional.of("Get" + name) : Optional.empty(), verbs, types(name),
      columns[2]);
  }

  /** Elements of the root's type, which the schema defines first. */
  private static List<String> types(String profile) {
    try (InputStream schema = CimNoun.class.getResourceAsStream("schemas/" + profile + ".xsd")) {
      if (schema == null) throw new IllegalStateException("no schema of " + profile + " on the classpath");
      XMLStreamReader2 reader = StaxFactory.open(schema, XmlLimits.MESSAGE);
      var types = new ArrayList<String>();
      boolean inside = false;
      while (reader.hasNext()) {
        int event = reader.next();
        boolean type = (event == XMLStreamConstants.START_ELEMENT || event == XMLStreamConstants.END_ELEMENT)
          && reader.getLocalName().equals("complexType");
        if (type && inside) return types;
        inside |= type;
        if (inside && event == XMLStreamConstants.START_ELEMENT && reader.getLocalName().equals("element"))
          types.add(reader.getAttributeValue("", "name"));
      }
      throw new IllegalStateException(profile + ".xsd defines no type");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (XMLStreamException e) {
      throw new IllegalStateException(profile + ".xsd is not well-formed", e);
    }
  }
}
