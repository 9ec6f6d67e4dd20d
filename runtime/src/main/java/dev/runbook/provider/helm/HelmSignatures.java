package dev.runbook.provider.helm;

import static dev.runbook.language.signature.Effect.DESTRUCTIVE;
import static dev.runbook.language.signature.Effect.ONCE;
import static dev.runbook.language.signature.Facet.CLUSTER;
import static dev.runbook.language.signature.Facet.FILES;
import static dev.runbook.language.signature.Facet.PROGRAMS;
import static dev.runbook.language.signature.Facet.RELEASES;
import static dev.runbook.language.signature.Facet.REPOSITORIES;
import static dev.runbook.language.signature.Facet.WEB;
import static dev.runbook.language.signature.NamedPath.FILE;
import static dev.runbook.language.signature.NamedPath.TREE;
import static dev.runbook.language.signature.SignatureBuilder.action;
import static dev.runbook.language.signature.SignatureBuilder.lookup;
import static dev.runbook.language.signature.Type.Basic.BOOL;
import static dev.runbook.language.signature.Type.Basic.CHART;
import static dev.runbook.language.signature.Type.Basic.DURATION;
import static dev.runbook.language.signature.Type.Basic.INT;
import static dev.runbook.language.signature.Type.Basic.MAP;
import static dev.runbook.language.signature.Type.Basic.RELEASE;
import static dev.runbook.language.signature.Type.Basic.RELEASE_CHANGES;
import static dev.runbook.language.signature.Type.Basic.RESOURCES;
import static dev.runbook.language.signature.Type.Basic.REVISION;
import static dev.runbook.language.signature.Type.Basic.TEXT;
import static dev.runbook.language.signature.Type.Basic.VERSION;

import dev.runbook.language.signature.Signature;
import dev.runbook.language.signature.SignatureBuilder;
import dev.runbook.language.signature.Type;
import java.util.List;
import java.util.stream.Stream;

/** What runbooks can ask of helm: its actions and its lookups, and with {@link HelmMembers} what these give. */
public final class HelmSignatures {
    private static final String NAMESPACE = "Namespace of the release; the one of in_namespace when left out";
    private static final String TIMEOUT = "Helm's own limit for each operation on the cluster; 5 minutes when left out";
    private static final String WAIT_FOR_JOBS = "Wait for jobs to complete too; helm 3.5 or newer";
    private static final String WAIT_STRATEGY = "How helm 4 waits; watcher when left out";
    private static final String HISTORY = "How many revisions helm keeps; 10 when left out, 0 for all";

    static final Signature CHART_OF = ofChart("helm.chart")
            .gives(CHART)
            .reads(REPOSITORIES)
            .about("A chart as its repository has it. Fails with ChartNotFound, and names the versions there are.")
            .example("target = helm.chart(\"coder/coder\", version: \"1.16.1\")")
            .sign();

    static final Signature REVISIONS = lookup("helm.history")
            .argument("release", TEXT, "Name of the release")
            .option("namespace", TEXT, NAMESPACE)
            .gives(new Type.ListOf(REVISION))
            .reads(RELEASES)
            .about("The revisions of a release, the oldest first.")
            .example(
                    "for revision in helm.history(\"coder\") do\n  note \"#{revision.revision} #{revision.status}\"\nend")
            .sign();

    static final Signature UPGRADE = upgrade();

    private HelmSignatures() {}

    /** Every signature of helm. */
    public static List<Signature> all() {
        return Stream.of(actions(), lookups(), HelmMembers.all())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Signature> actions() {
        return List.of(
                repoAdd(), repoUpdate(), getValues(), quoteValues(), UPGRADE, rollback(), replace(), uninstall());
    }

    private static Signature repoAdd() {
        return action("helm.repo_add")
                .argument("name", TEXT, "What the repository is called from now on")
                .argument("url", TEXT, "Where its index is")
                .option("force_update", BOOL, "Replace a repository of the same name that has another URL")
                .writes(REPOSITORIES)
                .about("Adds a chart repository. Adding it again with the same URL changes nothing; "
                        + "with another URL it fails unless force_update is true.")
                .example("helm.repo_add \"coder\", \"https://helm.coder.com\"")
                .sign();
    }

    private static Signature repoUpdate() {
        return action("helm.repo_update")
                .rest("names", TEXT, "Repositories to refresh; all when left out. Helm before 3.7 refreshes all")
                .reads(REPOSITORIES)
                .writes(REPOSITORIES)
                .about("Fetches the index of chart repositories. It fails when one of them does not answer.")
                .example("helm.repo_update \"coder\"")
                .sign();
    }

    private static Signature getValues() {
        return action("helm.get_values")
                .argument("release", TEXT, "Whose values")
                .requiredOption("to", TEXT, "File to write, readable by its owner alone; replaced in one step")
                .names(FILE)
                .option("revision", INT, "Which revision; the last that was deployed when left out")
                .option("namespace", TEXT, NAMESPACE)
                .reads(RELEASES)
                .writes(FILES)
                .about("Writes the values that the operator gave to a release, as YAML that helm can read again. "
                        + "A failed revision is passed over: the values are those of the last one that was deployed. "
                        + "The run keeps a copy.")
                .example("helm.get_values \"coder\", to: \"current-values.yml\"")
                .sign();
    }

    private static Signature quoteValues() {
        return action("helm.quote_values")
                .argument("file", TEXT, "Values file to change")
                .names(FILE)
                .argument("keys", new Type.ListOf(TEXT), "Which values, such as [\"image.tag\", \"ports[0]\"]")
                .reads(FILES)
                .writes(FILES)
                .about(
                        "Puts quotes around values of a file, so that helm takes a number for the text that it is written"
                                + " as. Nothing else of the file changes.")
                .example("helm.quote_values \"current-values.yml\", [\"image.tag\"]")
                .sign();
    }

    private static Signature upgrade() {
        return action("helm.upgrade")
                .argument("release", TEXT, "Release to upgrade")
                .argument("chart", TEXT, "Chart: repository/name, a folder, an archive, or an oci:// address")
                .names(TREE)
                .option("version", VERSION, "Chart version or range; the latest when left out")
                .option("values", new Type.ListOf(TEXT), "Values file, or a list of them; later ones win")
                .names(FILE)
                .option("set", MAP, "Single values, such as { \"image.tag\" => \"1.2\" }; text stays text")
                .option("install", BOOL, "Install the release when there is none")
                .option("atomic", BOOL, "Roll back when it fails (--rollback-on-failure on helm 4); waits too")
                .option(
                        "wait",
                        BOOL,
                        "Wait until everything is ready; helm 4 does not wait for a load balancer's address")
                .choice("wait_strategy", WAIT_STRATEGY, "watcher", "legacy", "hookOnly")
                .option("wait_for_jobs", BOOL, WAIT_FOR_JOBS)
                .option("timeout", DURATION, TIMEOUT)
                .option("force", BOOL, "Replace objects instead of patching them (--force-replace on helm 4)")
                .option("reset_values", BOOL, "Start from the chart's own values")
                .option("reuse_values", BOOL, "Start from the last revision's values")
                .option(
                        "reset_then_reuse_values",
                        BOOL,
                        "The chart's values, then the last revision's; helm 3.14 or newer")
                .option("create_namespace", BOOL, "Make the namespace when an install needs it")
                .option("take_ownership", BOOL, "Adopt objects that belong to no release; helm 3.17 or newer")
                .option("force_conflicts", BOOL, "Take over fields of other managers in server-side apply; helm 4")
                .choice("server_side", "Whether the server applies the changes; helm 4", "auto", "true", "false")
                .option("cleanup_on_fail", BOOL, "Delete what a failed upgrade has made")
                .option("skip_crds", BOOL, "Leave out custom resource definitions on an install")
                .option(
                        "skip_schema_validation",
                        BOOL,
                        "Do not check values against the chart's schema; helm 3.16 or newer")
                .option("no_hooks", BOOL, "Leave out the chart's hooks")
                .option("dependency_update", BOOL, "Fetch missing dependencies of a chart in a folder")
                .option("devel", BOOL, "Consider pre-releases when no version is given")
                .option("description", TEXT, "A text kept with the revision")
                .option("history_max", INT, HISTORY)
                .option("namespace", TEXT, NAMESPACE)
                .reads(REPOSITORIES, RELEASES, CLUSTER, FILES)
                .writes(RELEASES, CLUSTER, WEB)
                .effect(ONCE)
                .about("Upgrades a release to a chart. Options are named as helm's; each is written the way the "
                        + "installed helm wants it, and one that this helm does not have is an error before it starts.")
                .example(
                        "helm.upgrade \"coder\", \"coder/coder\", version: \"1.16.1\", values: \"current-values.yml\",\n"
                                + "             install: true, atomic: true, wait: true, timeout: 10.minutes")
                .sign();
    }

    private static Signature rollback() {
        return action("helm.rollback")
                .argument("release", TEXT, "Release to roll back")
                .optional("revision", INT, "Revision to go back to; the one before when left out")
                .between(0, Integer.MAX_VALUE)
                .option("wait", BOOL, "Wait until everything is ready")
                .choice("wait_strategy", WAIT_STRATEGY, "watcher", "legacy", "hookOnly")
                .option("wait_for_jobs", BOOL, WAIT_FOR_JOBS)
                .option("timeout", DURATION, TIMEOUT)
                .option("force", BOOL, "Replace objects instead of patching them (--force-replace on helm 4)")
                .option("force_conflicts", BOOL, "Take over fields of other managers in server-side apply; helm 4")
                .option("cleanup_on_fail", BOOL, "Delete what a failed rollback has made")
                .option("no_hooks", BOOL, "Leave out the chart's hooks")
                .option("history_max", INT, HISTORY + "; helm 3.4 or newer")
                .option("namespace", TEXT, NAMESPACE)
                .reads(RELEASES, CLUSTER)
                .writes(RELEASES, CLUSTER, WEB)
                .effect(ONCE)
                .about("Rolls a release back to an earlier revision. It is also the way out of a release "
                        + "that an interrupted operation left pending.")
                .example("helm.rollback \"coder\", helm.last_deployed(\"coder\"), wait: true, timeout: 10.minutes")
                .sign();
    }

    private static Signature replace() {
        return action("helm.replace")
                .argument("objects", RESOURCES, "Objects of the release that the upgrade cannot change")
                .argument("release", TEXT, "Release that they belong to")
                .argument("chart", TEXT, "Chart of the upgrade that makes them again")
                .names(TREE)
                .option("version", VERSION, "Chart version or range; the latest when left out")
                .option("values", new Type.ListOf(TEXT), "Values file, or a list of them; later ones win")
                .names(FILE)
                .option("set", MAP, "Single values, as for helm.upgrade")
                .option("namespace", TEXT, NAMESPACE)
                .reads(REPOSITORIES, RELEASES, CLUSTER, FILES)
                .writes(CLUSTER)
                .effect(DESTRUCTIVE)
                .about("Deletes objects that an upgrade cannot change, so that the next helm.upgrade makes them again."
                        + " The pods of a stateful set stay where its new version takes them over; whatever else makes"
                        + " pods goes with them. Claims of a stateful set that asks for more storage grow before."
                        + " Claims, volumes and namespaces are refused."
                        + " It does not wait: write a wait with gone? for that.")
                .example(
                        "step \"Try\" do\n  helm.upgrade \"coder\", \"coder/coder\"\nrescue ImmutableField => failure\n"
                                + "  helm.replace failure.objects, \"coder\", \"coder/coder\"\n  try_again attempts: 5\nend")
                .sign();
    }

    private static Signature uninstall() {
        return action("helm.uninstall")
                .argument("release", TEXT, "Release to uninstall")
                .option("wait", BOOL, "Wait until its objects are gone; helm 3.7 or newer")
                .choice(
                        "wait_strategy",
                        WAIT_STRATEGY + ". The watcher of 4.3 may end early: a wait with gone? does not",
                        "watcher",
                        "legacy")
                .choice(
                        "cascade",
                        "How dependents go; helm 3.12 or newer. With wait and no cascade it is foreground, "
                                + "since helm returns early otherwise",
                        "background",
                        "foreground",
                        "orphan")
                .option("keep_history", BOOL, "Keep the revisions, so that a rollback stays possible")
                .option("ignore_not_found", BOOL, "No such release is fine; helm 3.13 or newer")
                .option("no_hooks", BOOL, "Leave out the chart's hooks")
                .option("timeout", DURATION, TIMEOUT)
                .option("description", TEXT, "A text kept with the revision")
                .option(
                        "chart",
                        TEXT,
                        "Chart that is installed again afterwards: what it does not bring back is asked about")
                .names(TREE)
                .option("version", VERSION, "Its version; the latest when left out")
                .option("values", new Type.ListOf(TEXT), "Its values file, or a list of them")
                .names(FILE)
                .option("namespace", TEXT, NAMESPACE)
                .reads(RELEASES, CLUSTER)
                .writes(RELEASES, CLUSTER, WEB)
                .effect(DESTRUCTIVE)
                .about("Removes a release and its objects. Volume claims of stateful sets stay. "
                        + "The values are gone with the release: export them first.")
                .example("helm.uninstall \"coder\"")
                .sign();
    }

    private static List<Signature> lookups() {
        return List.of(
                lookup("helm.version")
                        .gives(VERSION)
                        .reads(PROGRAMS)
                        .about("The version of the helm that this run uses.")
                        .example("assert helm.version >= \"3.2\", \"Helm 3.2 or newer is needed\"")
                        .sign(),
                lookup("helm.repo?")
                        .argument("name", TEXT, "What the repository is called")
                        .optional("url", TEXT, "Where its index is; any when left out")
                        .gives(BOOL)
                        .reads(REPOSITORIES)
                        .about("Whether helm knows a chart repository of that name, at that URL.")
                        .example("helm.repo_add \"coder\", repo_url unless helm.repo?(\"coder\", repo_url)")
                        .sign(),
                lookup("helm.release")
                        .argument("name", TEXT, "Name of the release")
                        .option("revision", INT, "Which revision; the newest when left out or nil")
                        .option("namespace", TEXT, NAMESPACE)
                        .gives(RELEASE)
                        .reads(RELEASES)
                        .about("A release as one of its revisions has it, the newest when none is named."
                                + " Fails with ReleaseNotFound when there is none.")
                        .example("current = helm.release(\"coder\")")
                        .sign(),
                lookup("helm.release?")
                        .argument("name", TEXT, "Name of the release")
                        .option("namespace", TEXT, NAMESPACE)
                        .gives(BOOL)
                        .reads(RELEASES)
                        .about("Whether there is such a release.")
                        .example("assert helm.release?(\"coder\")")
                        .sign(),
                lookup("helm.uninstalled?")
                        .argument("name", TEXT, "Name of the release")
                        .option("namespace", TEXT, NAMESPACE)
                        .gives(BOOL)
                        .reads(RELEASES)
                        .about("Whether a release of that name was uninstalled and its history was kept."
                                + " helm.get_values still gives the values of its last revision.")
                        .example("note \"only its history is left\" if helm.uninstalled?(\"coder\")")
                        .sign(),
                CHART_OF,
                REVISIONS,
                lookup("helm.last_deployed")
                        .argument("release", TEXT, "Name of the release")
                        .option("namespace", TEXT, NAMESPACE)
                        .gives(INT)
                        .reads(RELEASES)
                        .about(
                                "The revision that is deployed, or else the newest that was; nil when none ever was. One that failed"
                                        + " does not count, whatever came after it; one that an uninstall has begun to take"
                                        + " away, or has taken away, does.")
                        .example("helm.rollback \"coder\", helm.last_deployed(\"coder\")")
                        .sign(),
                lookup("helm.pending?")
                        .argument("release", TEXT, "Name of the release")
                        .option("namespace", TEXT, NAMESPACE)
                        .gives(BOOL)
                        .reads(RELEASES)
                        .about(
                                "Whether an operation on the release is going on, or was interrupted and left it pending.")
                        .example("assert !helm.pending?(\"coder\"), \"an earlier upgrade was interrupted\"")
                        .sign(),
                ofUpgrade("helm.unowned")
                        .gives(RESOURCES)
                        .about(
                                "The objects that the chart would make, that are there already, and that belong to no release:"
                                        + " what helm stumbles over, one after the other, all at once.")
                        .example("note helm.unowned(\"coder\", \"coder/coder\").names_with_kind.join")
                        .sign(),
                ofUpgrade("release_changes")
                        .option("replacing", RESOURCES, "Say it of helm.replace with these objects instead")
                        .option("reinstall", BOOL, "Say it of an uninstall and an install instead")
                        .gives(RELEASE_CHANGES)
                        .about("What helm.upgrade would do to the objects of a release, by helm's own dry run, the"
                                + " manifest of the release and the objects that are there.")
                        .example(
                                "changes = release_changes(\"coder\", \"coder/coder\", values: \"current-values.yml\")\n"
                                        + "note \"goes: #{changes.removed.names_with_kind.join}\" unless changes.removed.count == 0")
                        .sign(),
                lookup("helm.check_values")
                        .argument("file", TEXT, "Values file to check")
                        .names(FILE)
                        .requiredOption("chart", TEXT, "Chart that will get the values")
                        .names(TREE)
                        .option("version", VERSION, "Version of the chart; the latest when left out")
                        .option(
                                "release",
                                TEXT,
                                "Release that has the values now, to compare its chart and its objects")
                        .option(
                                "leaving",
                                VERSION,
                                "Version that is being left; texts that name it are reported. That of the release when left out")
                        .option("namespace", TEXT, NAMESPACE)
                        .gives(new Type.ListOf(TEXT))
                        .reads(FILES, REPOSITORIES, RELEASES, CLUSTER)
                        .about(
                                "What a values file contains besides an operator's own changes: values equal to the chart's "
                                        + "defaults, keys that the chart does not know and how they may be called now, tables where"
                                        + " the chart has one value and the other way round, image tags older than the chart's own, and"
                                        + " texts that name the version that is being left. With release: also objects that go because"
                                        + " a default of the chart has changed, and what a post-renderer has patched and the upgrade"
                                        + " undoes. An empty list when there is nothing to say. The file is never changed.")
                        .example(
                                "for finding in helm.check_values(\"current-values.yml\", chart: \"coder/coder\", release: \"coder\") do\n  note finding\nend")
                        .sign(),
                lookup("helm.values_of?")
                        .argument("file", TEXT, "Values file")
                        .argument("release", TEXT, "Name of the release")
                        .option("namespace", TEXT, NAMESPACE)
                        .gives(BOOL)
                        .reads(FILES)
                        .about(
                                "Whether the last run that is kept here and wrote the file from a release, or gave it to one,"
                                        + " did so for this release.")
                        .example("assert helm.values_of?(\"current-values.yml\", \"coder\")")
                        .sign(),
                lookup("helm.values_owner")
                        .argument("file", TEXT, "Values file")
                        .gives(TEXT)
                        .reads(FILES)
                        .about("The release that a file has the values of, and the run that says so, in words;"
                                + " nil where no run that is kept here has had to do with it.")
                        .example("note \"The values are those of #{helm.values_owner(\"current-values.yml\")}\"")
                        .sign(),
                ofChart("helm.crds")
                        .gives(new Type.ListOf(TEXT))
                        .reads(REPOSITORIES, CLUSTER)
                        .about(
                                "Manifests of the custom resource definitions in the chart's crds/ that the cluster lacks or has otherwise. Helm"
                                        + " installs them once and never upgrades them; resource.apply does.")
                        .example("resource.apply helm.crds(\"coder/coder\")")
                        .sign(),
                ofChart("helm.crd_changes")
                        .gives(new Type.ListOf(TEXT))
                        .reads(REPOSITORIES, CLUSTER)
                        .about(
                                "What of these definitions the cluster lacks or has otherwise, in a sentence for each; empty when nothing.")
                        .example("assert helm.crd_changes(\"coder/coder\").empty?")
                        .sign(),
                lookup("helm.rounded_values")
                        .argument("file", TEXT, "Values file to check")
                        .names(FILE)
                        .requiredOption("release", TEXT, "Release that gets the values")
                        .requiredOption("chart", TEXT, "Chart that gets the values")
                        .names(TREE)
                        .option("version", VERSION, "Version of the chart; the latest when left out")
                        .option("namespace", TEXT, NAMESPACE)
                        .gives(new Type.ListOf(TEXT))
                        .reads(FILES, REPOSITORIES, RELEASES, CLUSTER)
                        .about(
                                "Keys of whole numbers that helm would round: it reads 20161216 from a file as a float, and a"
                                        + " template then writes 2.0161216e+07 into a text, which it did not when the number was given"
                                        + " with --set. Empty when there are none.")
                        .example(
                                "rounded = helm.rounded_values(\"current-values.yml\", release: \"coder\", chart: \"coder/coder\")\n"
                                        + "helm.quote_values \"current-values.yml\", rounded unless rounded.empty?")
                        .sign());
    }

    private static SignatureBuilder ofChart(String name) {
        return lookup(name)
                .argument("chart", TEXT, "Chart: repository/name, a folder, an archive, or an oci:// address")
                .names(TREE)
                .option("version", VERSION, "Chart version or range; the latest when left out or nil");
    }

    private static SignatureBuilder ofUpgrade(String name) {
        return lookup(name)
                .argument("release", TEXT, "Name of the release")
                .argument("chart", TEXT, "Chart of the upgrade")
                .names(TREE)
                .option("version", VERSION, "Chart version or range; the latest when left out")
                .option("values", new Type.ListOf(TEXT), "Values file, or a list of them; later ones win")
                .names(FILE)
                .option("set", MAP, "Single values, as for helm.upgrade")
                .option("namespace", TEXT, NAMESPACE)
                .reads(REPOSITORIES, RELEASES, CLUSTER, FILES);
    }
}
