package dev.runbook.provider.helm;

import static dev.runbook.language.signature.SignatureBuilder.member;
import static dev.runbook.language.signature.Type.Basic.CHART;
import static dev.runbook.language.signature.Type.Basic.INT;
import static dev.runbook.language.signature.Type.Basic.RELEASE;
import static dev.runbook.language.signature.Type.Basic.RELEASE_CHANGES;
import static dev.runbook.language.signature.Type.Basic.RESOURCES;
import static dev.runbook.language.signature.Type.Basic.REVISION;
import static dev.runbook.language.signature.Type.Basic.TEXT;
import static dev.runbook.language.signature.Type.Basic.VERSION;

import dev.runbook.language.signature.Signature;
import dev.runbook.language.signature.Type;
import java.util.List;

/** What a release, a revision, a chart and what a change would do have to tell. */
final class HelmMembers {
    private static final String PRODUCT =
            "The version of what it installs: app_version where that is a version, otherwise the chart's own.";

    private HelmMembers() {}

    static List<Signature> all() {
        return List.of(
                field(RELEASE, "name", TEXT, "The release's name."),
                field(RELEASE, "namespace", TEXT, "The namespace that it is in."),
                field(RELEASE, "chart", TEXT, "The name of its chart, without the version."),
                field(RELEASE, "version", VERSION, "The version of its chart."),
                field(RELEASE, "app_version", TEXT, "The version of the application that the chart says it installs."),
                field(RELEASE, "revision", INT, "The number of the revision."),
                field(
                        RELEASE,
                        "status",
                        TEXT,
                        "Helm's word for its state: deployed, failed, pending-upgrade and so on."),
                field(RELEASE, "product_version", VERSION, PRODUCT),
                field(REVISION, "revision", INT, "The revision's number."),
                field(REVISION, "status", TEXT, "Helm's word for its state: deployed, superseded, failed and so on."),
                field(REVISION, "chart", TEXT, "The name of its chart, without the version."),
                field(REVISION, "version", VERSION, "The version of its chart."),
                field(REVISION, "app_version", TEXT, "The version of the application that the chart says it installs."),
                field(REVISION, "product_version", VERSION, PRODUCT),
                field(REVISION, "description", TEXT, "What helm noted about it: Upgrade complete, or why it failed."),
                change("created", new Type.ListOf(TEXT), "What is made, each as kind/name."),
                change("changed", RESOURCES, "The objects that stay and become others."),
                change("removed", RESOURCES, "The objects that go."),
                change(
                        "losses",
                        RESOURCES,
                        "What goes and comes back by no install: data, or what serves or guards traffic."),
                change(
                        "summary",
                        TEXT,
                        "How much goes, what is disturbed, and what is lost, or why that is not known, in one line; never empty."),
                change(
                        "costs",
                        new Type.ListOf(TEXT),
                        "What is disturbed, a sentence each: addresses, replicas, certificates."),
                field(CHART, "name", TEXT, "The chart's name."),
                field(CHART, "version", VERSION, "The chart's version."),
                field(CHART, "app_version", TEXT, "The version of the application that it says it installs."),
                field(CHART, "product_version", VERSION, PRODUCT),
                field(CHART, "description", TEXT, "The chart's own one-line description."));
    }

    private static Signature change(String name, Type result, String about) {
        return member(RELEASE_CHANGES, name)
                .gives(result)
                .about(about)
                .example("release_changes(\"coder\", \"coder/coder\")." + name)
                .sign();
    }

    private static Signature field(Type receiver, String name, Type result, String about) {
        String example = receiver == RELEASE
                ? "helm.release(\"coder\")." + name
                : receiver == CHART ? "helm.chart(\"coder/coder\")." + name : "revision." + name;
        return member(receiver, name)
                .gives(result)
                .about(about)
                .example(example)
                .sign();
    }
}
