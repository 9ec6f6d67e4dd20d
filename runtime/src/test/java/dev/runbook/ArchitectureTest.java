package dev.runbook;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import dev.runbook.run.journal.Entry;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/** Who may know whom. */
@AnalyzeClasses(
        packages = "dev.runbook",
        importOptions = {DoNotIncludeTests.class, ArchitectureTest.DoNotIncludeTestJars.class})
class ArchitectureTest {
    /** What tests share comes as a jar once it is packaged. */
    static final class DoNotIncludeTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule only_parse_knows_antlr = outside("..parse..").should(knowing("org.antlr.."));

    @ArchTest
    static final ArchRule only_one_room_knows_the_language_of_rules = outside("dev.runbook.rehearsal.cel..")
            .should(knowing("dev.cel..", "com.google.common..", "com.google.protobuf.."));

    @ArchTest
    static final ArchRule json_is_read_and_written_in_one_room = outside("..runbook.json..", "dev.runbook.rehearsal..")
            .should(knowing("com.fasterxml.jackson.databind.."))
            .orShould(ArchConditions.dependOnClassesThat(JavaClass.Predicates.equivalentTo(JsonFactory.class)
                    .or(JavaClass.Predicates.equivalentTo(JsonParser.class))));

    @ArchTest
    static final ArchRule only_the_cluster_adapter_knows_the_kubernetes_client =
            outside("..kube.adapter..").should(knowing("io.fabric8.."));

    @ArchTest
    static final ArchRule only_the_process_adapter_knows_commons_exec =
            outside("..process.adapter..").should(knowing("org.apache.commons.exec.."));

    @ArchTest
    static final ArchRule only_the_database_adapter_knows_the_driver =
            outside("..postgres.adapter..").should(knowing("org.postgresql..", "java.sql.."));

    @ArchTest
    static final ArchRule only_the_dns_adapter_knows_dnsjava =
            outside("..dns.adapter..").should(knowing("org.xbill.."));

    @ArchTest
    static final ArchRule yaml_is_known_where_it_is_read = outside(
                    "..provider.helm..", "..provider.kube..", "..app.rehearse..", "..rehearsal..", "..app.run..")
            .should(knowing("org.yaml.."));

    @ArchTest
    static final ArchRule only_the_command_line_knows_picocli =
            outside("..cli..").should(knowing("picocli.."));

    @ArchTest
    static final ArchRule only_the_program_around_it_writes_to_the_terminal = noClasses()
            .that(not(resideInAPackage("dev.runbook.app..")))
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule only_the_program_around_it_ends_the_process = noClasses()
            .that(not(resideInAPackage("dev.runbook.app..")))
            .should()
            .callMethod(System.class, "exit", int.class);

    @ArchTest
    static final ArchRule only_the_program_around_it_reads_the_environment = noClasses()
            .that(not(resideInAPackage("dev.runbook.app..")))
            .should()
            .callMethodWhere(target(owner(JavaClass.Predicates.equivalentTo(System.class)))
                    .and(target(name("getenv"))));

    @ArchTest
    static final ArchRule time_comes_through_its_port = noClasses()
            .that(not(resideInAPackage("..adapter.."))
                    .and(not(resideInAPackage("dev.runbook.machine..")))
                    .and(not(resideInAPackage("dev.runbook.rehearsal.."))))
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
    static final ArchRule nothing_depends_on_the_program_around_it =
            noClasses().that(not(resideInAPackage("dev.runbook.app.."))).should(knowing("dev.runbook.app.."));

    @ArchTest
    static final ArchRule nothing_in_the_program_depends_on_the_commands =
            outside("..app.cli..").should(knowing("dev.runbook.app.cli.."));

    @ArchTest
    static final ArchRule the_language_knows_no_provider = noClasses()
            .that()
            .resideInAPackage("dev.runbook.language..")
            .should(knowing("dev.runbook.provider..", "dev.runbook.run..", "dev.runbook.machine.."));

    @ArchTest
    static final ArchRule a_run_knows_what_providers_are_and_none_of_them = noClasses()
            .that()
            .resideInAPackage("dev.runbook.run..")
            .should(knowing("dev.runbook.provider.*..", "dev.runbook.machine.."));

    @ArchTest
    static final ArchRule what_providers_are_knows_none_of_them =
            noClasses().that().resideInAPackage("dev.runbook.provider").should(knowing("dev.runbook.provider.*.."));

    @ArchTest
    static final ArchRule providers_know_no_run = noClasses()
            .that()
            .resideInAPackage("dev.runbook.provider..")
            .should(knowing("dev.runbook.run..", "dev.runbook.machine.."));

    /** Whom a provider knows besides itself; one that is not listed knows none. */
    private static final Map<String, List<String>> NEIGHBOURS = Map.of(
            "helm", List.of("file", "kube", "process"),
            "postgres", List.of("kube", "process"),
            "process", List.of("kube"));

    @ArchTest
    static void providers_know_each_other_only_as_listed(JavaClasses classes) {
        Set<String> providers = providers(classes);
        assertTrue(providers.containsAll(NEIGHBOURS.keySet()), providers::toString);
        providers.forEach(provider -> noClasses()
                .that()
                .resideInAPackage(room(provider))
                .should(knowing(providers.stream()
                        .filter(other -> !other.equals(provider)
                                && !NEIGHBOURS.getOrDefault(provider, List.of()).contains(other))
                        .map(ArchitectureTest::room)
                        .toArray(String[]::new)))
                .check(classes));
    }

    /** Each has a folder of its own. */
    private static Set<String> providers(JavaClasses classes) {
        String rooms = "dev.runbook.provider.";
        return classes.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(rooms))
                .map(name -> name.substring(rooms.length()).replaceFirst("\\..*", ""))
                .collect(Collectors.toSet());
    }

    private static String room(String provider) {
        return "dev.runbook.provider." + provider + "..";
    }

    @ArchTest
    static void in_every_room_nothing_is_null_unless_it_says_so(JavaClasses classes) {
        for (JavaClass one : classes) {
            assertTrue(one.getPackage().isAnnotatedWith(NullMarked.class), one.getPackageName());
        }
    }

    /**
     * Where each stage of a runbook has the same thing in its own form, and calls it alike: as it was written, checked,
     * planned, recorded, replayed and reported.
     */
    private static final Set<String> STAGES = Set.of(
            "Statement",
            "Expression",
            "Block",
            "Task",
            "TaskKey",
            "Expr",
            "Value",
            "Type",
            "PlanNode",
            "Entry",
            "TaskReplay",
            "Item");

    /** The words of Kubernetes for different things. */
    private static final Set<String> OF_KUBERNETES = Set.of("Requirement");

    @ArchTest
    static void no_two_things_have_one_name(JavaClasses classes) {
        classes.stream()
                .filter(one -> one.isTopLevelClass() || one.isMemberClass())
                .filter(one -> !one.getSimpleName().equals("package-info"))
                // ANTLR makes these of the grammar.
                .filter(one -> !one.getName().contains(".RunbookGrammar"))
                .collect(Collectors.groupingBy(JavaClass::getSimpleName))
                .forEach((name, alike) -> {
                    List<JavaClass> others = alike.stream()
                            .filter(one -> one.getEnclosingClass()
                                    .filter(outer -> STAGES.contains(outer.getSimpleName()))
                                    .isEmpty())
                            .toList();
                    assertTrue(others.size() <= 1 || OF_KUBERNETES.contains(name), () -> "one name for " + others);
                });
    }

    @ArchTest
    static final ArchRule one_writer_makes_the_facts_of_a_run = noClasses()
            .that(not(nameMatching("dev\\.runbook\\.run\\.journal\\."
                    // What a journal says, and the same fact masked or at another place, are no new facts.
                    + "(Facts|StepFacts|TaskFacts|EntryReader|EntryTexts|Entry(\\$.*)?)")))
            .should()
            .callConstructorWhere(target(owner(assignableTo(Entry.class))));

    @ArchTest
    static final ArchRule what_runs_never_sees_the_text = noClasses()
            .that()
            .resideInAnyPackage("dev.runbook.run..", "dev.runbook.provider..", "dev.runbook.app.view..")
            .should(knowing("dev.runbook.syntax..", "dev.runbook.language.check..", "dev.runbook.parse.."));

    @ArchTest
    static final ArchRule thinking_touches_no_file_and_no_network = noClasses()
            .that()
            .resideInAnyPackage(
                    "..source..",
                    "..diagnostic..",
                    "..syntax..",
                    "..parse..",
                    "..format..",
                    "dev.runbook.language..",
                    "..run.plan..",
                    "..run.journal..",
                    "..run.report..")
            // How URLs write a text is no network.
            .should(ArchConditions.dependOnClassesThat(JavaClass.Predicates.resideInAnyPackage(
                            "java.net..", "dev.runbook.provider.*.adapter..", "dev.runbook.machine..")
                    .and(not(JavaClass.Predicates.equivalentTo(URLEncoder.class)))
                    .and(not(JavaClass.Predicates.equivalentTo(URLDecoder.class)))))
            .orShould(ArchConditions.dependOnClassesThat(JavaClass.Predicates.equivalentTo(Files.class)));

    @ArchTest
    static void adapters_are_known_only_where_the_program_is_put_together(JavaClasses classes) {
        providers(classes).forEach(provider -> {
            String adapter = "dev.runbook.provider." + provider + ".adapter..";
            outside(adapter, "..app..").should(knowing(adapter)).check(classes);
        });
    }

    @ArchTest
    static final ArchRule the_rehearsal_knows_nothing_of_runbooks = noClasses()
            .that()
            .resideInAPackage("dev.runbook.rehearsal..")
            .should(knowing(
                    "dev.runbook.port..", "dev.runbook.provider..", "dev.runbook.language..", "dev.runbook.run.."));

    @ArchTest
    static final ArchRule the_rooms_form_no_circle =
            slices().matching("dev.runbook.(**)").should().beFreeOfCycles();

    private static GivenClassesConjunction outside(String... rooms) {
        return noClasses().that().resideOutsideOfPackages(rooms);
    }

    private static ArchCondition<JavaClass> knowing(String... packages) {
        return ArchConditions.dependOnClassesThat(JavaClass.Predicates.resideInAnyPackage(packages));
    }
}
