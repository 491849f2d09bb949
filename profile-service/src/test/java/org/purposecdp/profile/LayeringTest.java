package org.purposecdp.profile;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.text.Shape;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

class LayeringTest {
    private final JavaClasses classes =
            new ClassFileImporter()
                    .withImportOption(new DoNotIncludeTests())
                    .importPackages("org.purposecdp.profile");

    @Test
    void featuresHaveNoCycles() {
        assertThat(classes.size()).isGreaterThan(30);
        slices().matching("org.purposecdp.profile.(*)..").should().beFreeOfCycles().check(classes);
    }

    @Test
    void theDomainIsPlainJava() {
        noClasses()
                .that()
                .resideInAnyPackage("..profile.gate..", "..profile.view..", "..profile.moment..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta..", "io..", "com.mongodb..", "org.bson..")
                .check(classes);
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
                .check(classes);
    }

    /** By {@link Shape}, that is. */
    @Test
    void whatIsMatchedIsMeasuredFirst() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.google.re2j..")
                .check(classes);
    }
}
