package org.purposecdp.identity;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.text.Shape;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

class ArchitectureTest {
    private final JavaClasses classes =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("org.purposecdp.identity");

    @Test
    void clustersAreCutByPlainJava() {
        assertThat(classes.containPackage("org.purposecdp.identity.cluster")).isTrue();
        assertThat(classes.containPackage("org.purposecdp.identity.matching")).isTrue();
        noClasses()
                .that()
                .resideInAnyPackage("..identity.cluster..", "..identity.matching..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta..", "io.smallrye..", "io.quarkus..", "io.vertx..")
                .check(classes);
    }

    @Test
    void featuresHaveNoCycles() {
        assertThat(classes.size()).isGreaterThan(30);
        slices().matching("org.purposecdp.identity.(*)..").should().beFreeOfCycles().check(classes);
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
