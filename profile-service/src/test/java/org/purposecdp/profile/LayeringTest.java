package org.purposecdp.profile;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

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
}
