package dev.sonatina.conformance.tidy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Our packages depend on each other, and on other projects, only as the design says. */
class PackageRulesTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.sonatina");

  @Test
  void noCycleRunsThroughPackages() {
    slices().matching("dev.sonatina.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void packagesUseOnlyWhatTheDesignAllows() {
    // One example for each pair of packages is enough.
    Map<String, String> strays = new TreeMap<>();
    for (JavaClass user : CLASSES) {
      String from = below(user);
      Optional<Set<String>> permitted = PackageRules.mayUse(from);
      if (permitted.isEmpty()) {
        strays.put(from, "has no entry in PackageRules");
        continue;
      }
      for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
        JavaClass used = dependency.getTargetClass().getBaseComponentType();
        if (used.getPackageName().startsWith(PackageRules.ROOT)) {
          String to = below(used);
          if (!to.equals(from)
              && permitted.get().stream().noneMatch(each -> PackageRules.isWithin(to, each))) {
            strays.put(from + " uses " + to, dependency.getDescription());
          }
        }
      }
    }
    assertEquals(Map.of(), strays);
  }

  @Test
  void everyLibraryStaysAtHome() {
    for (Map.Entry<String, List<String>> library : PackageRules.HOMES.entrySet()) {
      String[] homes =
          library.getValue().stream()
              .map(home -> PackageRules.ROOT + home + "..")
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideOutsideOfPackages(homes)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(library.getKey())
          .check(CLASSES);
    }
  }

  @Test
  void onlyCommandsPrintOrEndTheProcess() {
    String[] commands = {"dev.sonatina.cli..", "dev.sonatina.conformance"};
    noClasses()
        .that()
        .resideOutsideOfPackages(commands)
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(CLASSES);
  }

  private static String below(JavaClass type) {
    return type.getPackageName().substring(PackageRules.ROOT.length());
  }
}
