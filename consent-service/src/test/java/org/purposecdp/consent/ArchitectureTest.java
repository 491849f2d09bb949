package org.purposecdp.consent;

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
import static org.assertj.core.api.Assertions.assertThat;

class ArchitectureTest {
    private final JavaClasses classes =
            new ClassFileImporter()
                    .withImportOption(new DoNotIncludeTests())
                    .importPackages("org.purposecdp.consent");

    /** What java.util.regex is given may keep it for hours. */
    @Test
    void textsAreMatchedInOnePass() {
        assertThat(classes.size()).isGreaterThan(30);
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
                .that()
                // It asks whether a pattern of the register's is one.
                .doNotHaveSimpleName("Register")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.google.re2j..")
                .check(classes);
    }
}
