package io.carillon.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

/** docs/architecture.md as rules. */
class ArchitectureTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.carillon");

  @Test
  void dependencies_point_inward() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("core")
        .definedBy("io.carillon.core..")
        .layer("media")
        .definedBy("io.carillon.media..")
        .layer("sip")
        .definedBy("io.carillon.sip..")
        .optionalLayer("h323")
        .definedBy("io.carillon.h323..")
        .layer("aws")
        .definedBy("io.carillon.aws..")
        .layer("admin")
        .definedBy("io.carillon.admin..")
        .layer("cli")
        .definedBy("io.carillon.cli..")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("sip")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("h323")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("aws")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("admin")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("media")
        .mayOnlyBeAccessedByLayers("sip", "h323", "cli")
        .check(OURS);
  }

  @Test
  void core_knows_no_network_and_no_cloud() {
    noClasses()
        .that()
        .resideInAPackage("io.carillon.core..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.netty..", "javax.sip..", "gov.nist..", "software.amazon..", "org.eclipse.jetty..")
        .check(OURS);
  }

  @Test
  void the_sip_stack_stays_in_sip_and_http_in_admin() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.carillon.sip..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("javax.sip..", "gov.nist..")
        .check(OURS);
    noClasses()
        .that()
        .resideOutsideOfPackage("io.carillon.admin..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.eclipse.jetty..")
        .check(OURS);
  }

  @Test
  void wire_formats_do_no_io() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.carillon.media.rtp..",
            "io.carillon.media.rtcp..",
            "io.carillon.media.matroska..",
            "io.carillon.sip.sdp..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.channels..", "java.nio.file..", "io.netty.channel..")
        .check(OURS);
  }

  @Test
  void packages_have_no_cycles() {
    SlicesRuleDefinition.slices()
        .matching("io.carillon.(*).(*)..")
        .should()
        .beFreeOfCycles()
        .check(OURS);
  }

  @Test
  void no_static_mutable_state() {
    fields()
        .that()
        .areStatic()
        .and()
        .doNotHaveName("$assertionsDisabled")
        .and()
        .areDeclaredInClassesThat()
        .areNotEnums()
        .should()
        .beFinal()
        .check(OURS);
  }

  @Test
  void names_say_what_a_thing_is() {
    noClasses().should().haveSimpleNameEndingWith("Manager").check(OURS);
    noClasses().should().haveSimpleNameEndingWith("Helper").check(OURS);
    noClasses().should().haveSimpleNameEndingWith("Util").check(OURS);
    noClasses().should().haveSimpleNameEndingWith("Utils").check(OURS);
  }

  @Test
  void standard_output_belongs_to_the_commands() {
    classes()
        .that()
        .resideOutsideOfPackages("io.carillon.cli..", "io.carillon.benchmarks..")
        .should()
        .onlyAccessFieldsThat(
            com.tngtech.archunit.base.DescribedPredicate.not(
                com.tngtech.archunit.core.domain.properties.HasName.Predicates.name("out")
                    .and(
                        com.tngtech.archunit.base.DescribedPredicate.describe(
                            "are System's",
                            field ->
                                field instanceof com.tngtech.archunit.core.domain.JavaField f
                                    && f.getOwner().isEquivalentTo(System.class)))))
        .check(OURS);
  }
}
