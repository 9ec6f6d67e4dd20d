package dev.runbook.check;

import dev.runbook.action.FilePath;
import dev.runbook.action.PostgresCalls;
import dev.runbook.action.ProgramArguments;
import dev.runbook.catalogue.Catalogue;
import dev.runbook.catalogue.ClusterSignatures;
import dev.runbook.catalogue.Signature;
import dev.runbook.dns.HostName;
import dev.runbook.dns.RecordTypes;
import dev.runbook.dns.Server;
import dev.runbook.dns.Target;
import dev.runbook.helm.ArgumentText;
import dev.runbook.helm.ChartVersions;
import dev.runbook.helm.HelmNames;
import dev.runbook.kube.FieldPath;
import dev.runbook.kube.LabelNames;
import dev.runbook.kube.LabelSelector;
import dev.runbook.kube.ObjectNames;
import dev.runbook.kube.Selection;
import dev.runbook.port.WebAddress;
import dev.runbook.postgres.DatabaseNames;
import dev.runbook.value.Value;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Which form a run demands of each argument: the very code that the run hands it to. */
final class ArgumentForms {
    private static final Set<String> FILES = Set.of("path", "from", "to", "file", "ca", "values", "show");

    private ArgumentForms() {}

    /** Reads a text that is given for a parameter, as the run would; what it cannot read, it throws. */
    static Consumer<String> text(Signature signature, String parameter) {
        String name = Catalogue.fullName(signature);
        String family = family(name);
        return switch (parameter) {
            case "namespace" -> family.equals("helm") ? ArgumentForms::helmNamespace : ObjectNames::namespace;
            case "release" -> finding(signature, HelmNames::release);
            case "chart" -> HelmNames::chart;
            case "version" -> family.equals("helm") ? ChartVersions::of : ArgumentForms::any;
            case "kind" -> selects(signature) ? Selection::kind : ArgumentForms::any;
            case "labels" -> selects(signature) ? finding(signature, LabelSelector::of) : ArgumentForms::any;
            case "url" -> family.equals("helm") ? HelmNames::url : WebAddress::of;
            case "keep_as" -> DatabaseNames::held;
            case "through" -> PostgresCalls::way;
            case "type" -> name.equals("dns.lookup") ? RecordTypes::of : ArgumentForms::any;
            case "at" -> family.equals("dns") ? Server::list : ArgumentForms::any;
            case "address", "expect" -> family.equals("dns") ? text -> Target.of(List.of(text)) : ArgumentForms::any;
            case "snapshot_class" -> text -> ObjectNames.of("volumesnapshotclass", text);
            case "name", "names" -> named(signature, name, family);
            case "program" -> ProgramArguments::program;
            case "arguments" -> text -> argument(text, "an argument of run");
            case "description" -> text -> argument(text, "description");
            default -> file(name, family, parameter);
        };
    }

    /** Reads one entry of a map. */
    static BiConsumer<String, Value> entry(Signature signature, String parameter) {
        return switch (signature.name() + "." + parameter) {
            case "resource.label.labels" ->
                (key, value) -> {
                    LabelNames.key(key);
                    if (!(value instanceof Value.Nil || value instanceof Value.Unknown)) {
                        LabelNames.value(ArgumentText.of(value, key));
                    }
                };
            case "resource.annotate.annotations" -> (key, value) -> LabelNames.annotationKey(key);
            case "helm.upgrade.set" -> (key, value) -> argument(key, "a key of set:");
            default -> (key, value) -> any(key);
        };
    }

    /** Reads a number. */
    static Consumer<Long> number(Signature signature, String parameter) {
        return Catalogue.fullName(signature).startsWith("postgres.") && parameter.equals("jobs")
                ? PostgresCalls::jobs
                : number -> {};
    }

    /** Whether a lookup finds objects by a name, labels or a release. */
    static boolean selects(Signature signature) {
        // `secret :name` declares an input, and is no lookup.
        return signature.role() == Signature.Role.LOOKUP
                && signature.receiver().isEmpty()
                && (signature.name().equals("resource")
                        || ClusterSignatures.kinds().contains(signature.name()));
    }

    private static Consumer<String> named(Signature signature, String name, String family) {
        return switch (family) {
            case "helm" -> name.startsWith("helm.repo") ? HelmNames::repository : HelmNames::release;
            case "dns" -> text -> HostName.of(text, "the name");
            case "postgres", "database" -> DatabaseNames::held;
            case "resource" ->
                name.equals("resource.snapshot")
                        ? text -> ObjectNames.of("volumesnapshot", text)
                        // Which names there are depends on the kind.
                        : finding(signature, ArgumentForms::any);
            default ->
                selects(signature) ? finding(signature, text -> ObjectNames.of(family, text)) : ArgumentForms::any;
        };
    }

    /** A text that finds objects, in the form of its parameter. */
    private static Consumer<String> finding(Signature signature, Consumer<String> form) {
        return text -> form.accept(selects(signature) ? Selection.given(signature.name(), text) : text);
    }

    private static Consumer<String> file(String name, String family, String parameter) {
        if (name.equals("resources.field")) {
            return FieldPath::of;
        }
        if (!FILES.contains(parameter)) {
            return ArgumentForms::any;
        }
        return switch (family) {
            case "file" -> name.equals("file.exists?") ? FilePath::of : FilePath::file;
            // A dump may be a folder.
            case "postgres" -> FilePath::given;
            case "helm", "http", "confirm" -> FilePath::file;
            default -> ArgumentForms::any;
        };
    }

    private static String family(String name) {
        return name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
    }

    private static void helmNamespace(String text) {
        // An empty one is that of the runbook.
        if (!text.isEmpty()) {
            HelmNames.namespace(text);
        }
    }

    private static void argument(String text, String what) {
        ArgumentText.of(Value.of(text), what);
    }

    private static void any(String text) {
        // Nothing is known of such texts before the run.
    }
}
