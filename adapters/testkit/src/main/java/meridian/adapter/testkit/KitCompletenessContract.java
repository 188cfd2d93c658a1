package meridian.adapter.testkit;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import meridian.adapter.Capability;

import static org.assertj.core.api.Assertions.assertThat;

/** Notices a contract of what the factory declares that no test class beside this one runs, and one that is run for what it does not. */
public interface KitCompletenessContract extends AdapterContract {

  @Test
  default void everyContractOfWhatIsDeclaredIsRun() throws Exception {
    try (var devices = startDevice()) {
      assertThat(names(contractsRunBeside(getClass()))).as("contracts run in " + getClass().getPackageName())
        .containsExactlyInAnyOrderElementsOf(names(contractsOf(devices.factory().capabilities())));
    }
  }

  /** The contracts an adapter with these capabilities runs. */
  static Set<Class<? extends AdapterContract>> contractsOf(Set<Capability> declared) {
    var contracts = new HashSet<Class<? extends AdapterContract>>(
      Set.of(FactoryContract.class, UndeclaredAbilityContract.class, KitCompletenessContract.class, CloseContract.class));
    for (Capability capability : declared) {
      contracts.add(switch (capability) {
        case READ_ON_DEMAND -> ReadContract.class;
        case READ_PROFILE -> ProfileContract.class;
        case CONTROL -> ControlContract.class;
        case CLOCK -> ClockContract.class;
        case PUSH -> PushContract.class;
        case DISCOVER -> DiscoverContract.class;
      });
      if (capability != Capability.PUSH) contracts.addAll(Set.of(HangContract.class, GarbageContract.class));
    }
    return contracts;
  }

  private static Set<Class<?>> contractsRunBeside(Class<?> test) throws IOException, URISyntaxException, ClassNotFoundException {
    Path folder = Path.of(test.getProtectionDomain().getCodeSource().getLocation().toURI())
      .resolve(test.getPackageName().replace('.', '/'));
    var run = new HashSet<Class<?>>();
    try (var files = Files.list(folder)) {
      for (String file : files.map(path -> path.getFileName().toString()).filter(name -> name.endsWith(".class")).toList()) {
        String name = test.getPackageName() + "." + file.substring(0, file.length() - ".class".length());
        Class<?> type = Class.forName(name, false, test.getClassLoader());
        if (isRun(type)) collectContracts(type, run);
      }
    }
    return run;
  }

  /** Whether the build's runner takes it for a test: by its name, or nested in one. */
  private static boolean isRun(Class<?> type) {
    if (type.isInterface() || Modifier.isAbstract(type.getModifiers()) || type.isAnonymousClass()) return false;
    return type.isMemberClass() ? type.isAnnotationPresent(Nested.class) : type.getSimpleName().matches("Test.*|.*Tests?|.*TestCase");
  }

  private static void collectContracts(Class<?> type, Set<Class<?>> into) {
    for (Class<?> parent = type; parent != null; parent = parent.getSuperclass()) {
      for (Class<?> contract : parent.getInterfaces()) {
        if (contract.getPackage() == AdapterContract.class.getPackage() && contract != AdapterContract.class) into.add(contract);
        collectContracts(contract, into);
      }
    }
  }

  private static Set<String> names(Set<? extends Class<?>> contracts) {
    return contracts.stream().map(Class::getSimpleName).collect(Collectors.toSet());
  }
}
