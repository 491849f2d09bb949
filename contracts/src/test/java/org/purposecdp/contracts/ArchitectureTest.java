package org.purposecdp.contracts;

import java.util.Set;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

class ArchitectureTest {
    private static final JavaClasses CONTRACTS =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("org.purposecdp.contracts");

    @Test
    void theRulesLookAtEveryPackage() {
        Set<String> packages =
                CONTRACTS.stream()
                        .map(JavaClass::getPackageName)
                        .map(name -> name.replace("org.purposecdp.contracts.", ""))
                        .collect(Collectors.toSet());

        assertThat(packages)
                .contains(
                        "cluster",
                        "delivery",
                        "fence",
                        "identifier",
                        "json",
                        "permit",
                        "policy",
                        "profile",
                        "record",
                        "residency",
                        "subject",
                        "text",
                        "topic");
        assertThat(CONTRACTS).hasSizeGreaterThan(30);
    }

    @Test
    void contractsArePlainJava() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta..",
                        "io.quarkus..",
                        "io.smallrye..",
                        "io.vertx..",
                        "org.hibernate..")
                .check(CONTRACTS);
    }

    @Test
    void theRuleKnowsNothingOfTopicsOrJson() {
        noClasses()
                .that()
                .resideInAPackage("..contracts.permit..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..contracts.topic..", "..contracts.json..", "com.fasterxml.jackson..")
                .check(CONTRACTS);
    }

    /** What java.util.regex is given may keep it for hours. */
    @Test
    void textsAreMatchedInOnePass() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.regex..")
                .orShould()
                .callMethodWhere(
                        target(owner(type(String.class)))
                                .and(target(nameMatching("matches|replaceAll|replaceFirst|split"))))
                .check(CONTRACTS);
    }

    /** Others measure a text before they match it. */
    @Test
    void whatIsMatchedIsMeasuredFirst() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..contracts.text..", "..contracts.identifier..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.google.re2j..")
                .check(CONTRACTS);
    }

    @Test
    void noPackagesDependOnEachOtherInACircle() {
        slices().matching("org.purposecdp.contracts.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CONTRACTS);
    }
}
