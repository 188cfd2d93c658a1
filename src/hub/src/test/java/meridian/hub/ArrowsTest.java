package meridian.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

/** The arrows of the design: which room may use which. Mend a failure by moving the code to the room it belongs to. */
class ArrowsTest {
  private static final Path ROOT = Path.of("..", "..");
  private static final List<String> ROOMS = List.of("src/model", "adapters/api", "adapters/dlms", "adapters/fleet", "src/services",
    "src/store",
    "cim-schemas", "routes", "console", "src/hub");
  private static final JavaClasses CLASSES = new ClassFileImporter()
    .importPaths(ROOMS.stream().map(room -> ROOT.resolve(room).resolve("target/classes")).toList());

  @Test
  void everyRoomWasRead() {
    assertThat(ROOMS).allSatisfy(room -> assertThat(Files.isDirectory(ROOT.resolve(room).resolve("target/classes"))).as(room).isTrue());
  }

  @Test
  void modelUsesTheJdkAndJSpecify() { only("meridian.model..", "java..", "org.jspecify..", "meridian.model.."); }

  @Test
  void adapterApiUsesTheJdk() { only("meridian.adapter..", "java..", "meridian.adapter.."); }

  @Test
  void dlmsUsesAdapterApiAndGurux() {
    only("meridian.dlms..", "java..", "javax.crypto..", "gurux..", "meridian.adapter..", "meridian.dlms..");
  }

  @Test
  void fleetUsesTheJdk() { only("meridian.fleet..", "java..", "javax.crypto..", "meridian.fleet.."); }

  @Test
  void servicesUseModelAndAdapterApi() {
    only("meridian.services..", "java..", "org.jspecify..", "org.slf4j..", "meridian.model..", "meridian.adapter..", "meridian.services..");
  }

  @Test
  void cimSchemasUseModel() { ours("meridian.cim..", "meridian.model..", "meridian.cim.."); }

  @Test
  void storeUsesServices() { ours("meridian.store..", "meridian.model..", "meridian.services..", "meridian.store.."); }

  @Test
  void routesUseServicesAndCimSchemas() {
    ours("meridian.routes..", "meridian.model..", "meridian.adapter..", "meridian.services..", "meridian.cim..", "meridian.routes..");
  }

  @Test
  void consoleUsesServices() {
    ours("meridian.console..", "meridian.model..", "meridian.adapter..", "meridian.services..", "meridian.console..");
  }

  @Test
  void jaxbNeverLeavesCimSchemas() { nobodyBut("meridian.cim..", "jakarta.xml.bind..", "meridian.cim.jaxb.."); }

  @Test
  void onlyTheStoreKnowsSql() { nobodyBut("meridian.store..", "java.sql..", "javax.sql..", "org.h2..", "org.flywaydb.."); }

  @Test
  void onlyDlmsAndFleetKnowGurux() {
    noClasses().that().resideOutsideOfPackages("meridian.dlms..", "meridian.fleet..").should().dependOnClassesThat()
      .resideInAPackage("gurux..")
      .check(CLASSES);
  }

  @Test
  void parsersAreMadeInOnePlace() {
    noClasses().that().resideOutsideOfPackage("meridian.cim.xml..").should().dependOnClassesThat()
      .haveFullyQualifiedName("javax.xml.stream.XMLInputFactory").check(CLASSES);
  }

  @Test
  void nothingPrintsOrDumpsStackTraces() { noClasses().should().callMethod(Throwable.class, "printStackTrace").check(CLASSES); }

  @Test
  void everyRoomHasASign() throws IOException {
    for (String room : ROOMS) {
      try (Stream<Path> sources = Files.walk(ROOT.resolve(room).resolve("src/main/java"))) {
        sources.filter(file -> file.toString().endsWith(".java") && !file.endsWith("module-info.java")).map(Path::getParent).distinct()
          .forEach(folder -> assertThat(folder.resolve("package-info.java")).as("sign of " + folder).exists());
      }
    }
  }

  private static void only(String room, String... allowed) {
    classes().that().resideInAPackage(room).should().onlyDependOnClassesThat().resideInAnyPackage(allowed).check(CLASSES);
  }

  private static void ours(String room, String... allowed) {
    noClasses().that().resideInAPackage(room).should()
      .dependOnClassesThat(resideInAPackage("meridian..")
        .and(not(resideInAnyPackage(allowed))))
      .check(CLASSES);
  }

  private static void nobodyBut(String room, String... packages) {
    noClasses().that().resideOutsideOfPackages(room, "org.w3..").should().dependOnClassesThat().resideInAnyPackage(packages).check(CLASSES);
  }
}
