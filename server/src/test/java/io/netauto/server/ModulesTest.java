package io.netauto.server;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.stereotype.Controller;

class ModulesTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.netauto");

  @Test
  void modules_use_only_what_they_declare_and_only_each_others_api() {
    // The templates are generated into one package; each draws a record of the module it belongs
    // to.
    ApplicationModules.of(NetAutoServer.class, resideInAPackage("io.netauto.server.pages.."))
        .verify();
  }

  @Test
  void the_driver_library_knows_no_spring() {
    noClasses()
        .that()
        .resideInAPackage("io.netauto.driver..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework..", "io.netauto.server..")
        .check(OURS);
  }

  @Test
  void only_the_transport_and_the_simulator_know_the_ssh_library() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.netauto.driver.transport..", "io.netauto.simulator..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.sshd..")
        .check(OURS);
  }

  @Test
  void controllers_live_in_the_web_package_of_their_feature_and_are_nobodys_api() {
    classes()
        .that()
        .areMetaAnnotatedWith(Controller.class)
        .should()
        // The dashboard is nothing but a page.
        .resideInAnyPackage("io.netauto.server.*.web..", "io.netauto.server.dashboard")
        .andShould()
        .bePackagePrivate()
        .check(OURS);
  }
}
