package dev.runbook;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;

/** Who may know whom. */
@AnalyzeClasses(packages = "dev.runbook", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule only_parse_knows_antlr = outside("..parse..").should(knowing("org.antlr.."));

    @ArchTest
    static final ArchRule only_the_cluster_adapter_knows_the_kubernetes_client =
            outside("..adapter.kube..").should(knowing("io.fabric8.."));

    @ArchTest
    static final ArchRule only_the_process_adapter_knows_commons_exec =
            outside("..adapter.process..").should(knowing("org.apache.commons.exec.."));

    @ArchTest
    static final ArchRule only_the_database_adapter_knows_the_driver =
            outside("..adapter.postgres..").should(knowing("org.postgresql..", "java.sql.."));

    @ArchTest
    static final ArchRule only_the_dns_adapter_knows_dnsjava =
            outside("..adapter.dns..").should(knowing("org.xbill.."));

    @ArchTest
    static final ArchRule yaml_is_known_where_it_is_read = outside(
                    "..helm..", "..kube..", "..rehearse..", "..rehearsal..", "..cli..")
            .should(knowing("org.yaml.."));

    @ArchTest
    static final ArchRule only_the_command_line_knows_picocli =
            outside("..cli..").should(knowing("picocli.."));

    @ArchTest
    static final ArchRule only_the_command_line_writes_to_the_terminal = noClasses()
            .that(not(resideInAPackage("..cli..")))
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule only_the_command_line_ends_the_program =
            noClasses().that(not(resideInAPackage("..cli.."))).should().callMethod(System.class, "exit", int.class);

    @ArchTest
    static final ArchRule only_the_command_line_reads_the_environment = noClasses()
            .that(not(resideInAPackage("..cli..")))
            .should()
            .callMethodWhere(target(owner(JavaClass.Predicates.equivalentTo(System.class)))
                    .and(target(name("getenv"))));

    @ArchTest
    static final ArchRule time_comes_through_its_port = noClasses()
            .that(not(resideInAPackage("..adapter..")).and(not(resideInAPackage("dev.runbook.rehearsal.."))))
            .should()
            .callMethod(Thread.class, "sleep", Duration.class)
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now");

    @ArchTest
    static final ArchRule nothing_depends_on_the_command_line =
            outside("..cli..").should(knowing("dev.runbook.cli.."));

    @ArchTest
    static final ArchRule what_runs_never_sees_the_text = noClasses()
            .that()
            .resideInAnyPackage("..engine..", "..action..", "..lookup..", "..journal..", "..report..", "..view..")
            .should(knowing("dev.runbook.syntax..", "dev.runbook.check..", "dev.runbook.parse.."));

    @ArchTest
    static final ArchRule thinking_touches_no_file_and_no_network = noClasses()
            .that()
            .resideInAnyPackage(
                    "..source..",
                    "..diagnostic..",
                    "..syntax..",
                    "..parse..",
                    "..format..",
                    "..catalogue..",
                    "..check..",
                    "..program..",
                    "..plan..",
                    "..eval..",
                    "..journal..",
                    "..report..")
            // How URLs write a text is no network.
            .should(ArchConditions.dependOnClassesThat(
                    JavaClass.Predicates.resideInAnyPackage("java.net..", "dev.runbook.adapter..")
                            .and(not(JavaClass.Predicates.equivalentTo(URLEncoder.class)))
                            .and(not(JavaClass.Predicates.equivalentTo(URLDecoder.class)))))
            .orShould(ArchConditions.dependOnClassesThat(JavaClass.Predicates.equivalentTo(Files.class)));

    @ArchTest
    static final ArchRule adapters_are_known_only_where_the_program_is_put_together = noClasses()
            .that(not(resideInAPackage("..adapter..")).and(not(resideInAPackage("..cli.."))))
            .should(knowing("dev.runbook.adapter.."));

    @ArchTest
    static final ArchRule the_rehearsal_knows_nothing_of_runbooks = noClasses()
            .that()
            .resideInAPackage("dev.runbook.rehearsal..")
            .should(knowing("dev.runbook.port..", "dev.runbook.helm..", "dev.runbook.check..", "dev.runbook.engine.."));

    @ArchTest
    static final ArchRule the_rooms_form_no_circle =
            slices().matching("dev.runbook.(*)..").should().beFreeOfCycles();

    private static GivenClassesConjunction outside(String... rooms) {
        return noClasses().that().resideOutsideOfPackages(rooms);
    }

    private static ArchCondition<JavaClass> knowing(String... packages) {
        return ArchConditions.dependOnClassesThat(JavaClass.Predicates.resideInAnyPackage(packages));
    }
}
