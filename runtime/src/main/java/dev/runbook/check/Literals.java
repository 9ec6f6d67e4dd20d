package dev.runbook.check;

import dev.runbook.catalogue.Catalogue;
import dev.runbook.catalogue.ClusterSignatures;
import dev.runbook.catalogue.Signature;
import dev.runbook.diagnostic.Code;
import dev.runbook.dns.HostName;
import dev.runbook.dns.RecordTypes;
import dev.runbook.dns.Server;
import dev.runbook.dns.Target;
import dev.runbook.failure.Failed;
import dev.runbook.failure.Failure;
import dev.runbook.helm.HelmNames;
import dev.runbook.kube.FieldPath;
import dev.runbook.kube.ObjectNames;
import dev.runbook.kube.Selection;
import dev.runbook.port.WebAddress;
import dev.runbook.postgres.DatabaseNames;
import dev.runbook.program.Expr;
import dev.runbook.source.Span;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Hands texts that stand in the runbook to the code that a run hands them to: what it refuses there is refused now. */
final class Literals {
    private static final Set<String> PATHS = Set.of("path", "from", "to", "file", "ca");

    private final Findings findings;

    Literals(Findings findings) {
        this.findings = findings;
    }

    /** A text that is given for a parameter. */
    void text(Signature signature, String parameter, String text, Span at) {
        refused(() -> reader(signature, parameter).accept(text), at);
    }

    /** The namespace that holds from a statement on. */
    void namespace(String text, Span at) {
        refused(() -> ObjectNames.namespace(text), at);
    }

    /** Which of a name, labels and a release are given to a lookup of objects. */
    void ways(Signature signature, List<Expr> positional, Map<String, Expr> options, Span at) {
        if (!selects(signature)) {
            return;
        }
        boolean anyKind = signature.name().equals("resource");
        List<Expr> ways =
                new ArrayList<>(positional.stream().skip(anyKind ? 1 : 0).toList());
        options.forEach((name, value) -> {
            if (name.equals("labels") || name.equals("release")) {
                ways.add(value);
            }
        });
        // A value that may be nil is known in the run alone.
        if (ways.isEmpty() || ways.stream().allMatch(Expr.Constant.class::isInstance)) {
            refused(() -> Selection.oneOf(signature.name(), ways.size()), at);
        }
    }

    private static boolean selects(Signature signature) {
        // `secret :name` declares an input, and is no lookup.
        return signature.role() == Signature.Role.LOOKUP
                && signature.receiver().isEmpty()
                && (signature.name().equals("resource")
                        || ClusterSignatures.kinds().contains(signature.name()));
    }

    private static Consumer<String> reader(Signature signature, String parameter) {
        String name = Catalogue.fullName(signature);
        String family = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
        return switch (parameter) {
            case "namespace" -> family.equals("helm") ? HelmNames::namespace : ObjectNames::namespace;
            case "release" -> HelmNames::release;
            case "chart" -> HelmNames::chart;
            case "kind" -> selects(signature) ? Selection::kind : Literals::any;
            case "url" -> family.equals("helm") ? HelmNames::url : WebAddress::of;
            case "keep_as" -> DatabaseNames::held;
            case "type" -> name.equals("dns.lookup") ? RecordTypes::of : Literals::any;
            case "at" -> family.equals("dns") ? Server::list : Literals::any;
            case "address" -> family.equals("dns") ? text -> Target.of(List.of(text)) : Literals::any;
            case "name" -> named(signature, name, family);
            default -> path(name, family, parameter);
        };
    }

    private static Consumer<String> named(Signature signature, String name, String family) {
        return switch (family) {
            case "helm" -> name.startsWith("helm.repo") ? HelmNames::repository : HelmNames::release;
            case "dns" -> text -> HostName.of(text, "the name");
            case "postgres", "database" -> DatabaseNames::held;
            case "resource" ->
                name.equals("resource.snapshot") ? text -> ObjectNames.of("volumesnapshot", text) : Literals::any;
            default -> selects(signature) ? text -> ObjectNames.of(family, text) : Literals::any;
        };
    }

    private static Consumer<String> path(String name, String family, String parameter) {
        if (name.equals("resources.field")) {
            return FieldPath::of;
        }
        boolean file = PATHS.contains(parameter)
                && Set.of("file", "http", "postgres", "helm").contains(family);
        return file ? Literals::file : Literals::any;
    }

    private static void file(String text) {
        Path _ = Path.of(text);
    }

    private static void any(String text) {
        // Nothing is known of such texts before the run.
    }

    private void refused(Runnable reading, Span at) {
        try {
            reading.run();
        } catch (Failed e) {
            Failure failure = e.failure();
            tell(
                    at,
                    failure.summary(),
                    failure.advice().isEmpty() ? "" : failure.advice().getFirst());
        } catch (InvalidPathException e) {
            tell(at, "this is no path: " + e.getReason(), "Write the path of a file.");
        } catch (IllegalArgumentException e) {
            tell(
                    at,
                    "this is no address: " + e.getMessage(),
                    "Write it whole, such as https://coder.example.com/healthz.");
        }
    }

    private void tell(Span at, String what, String fix) {
        findings.at(Code.RB0248, at).says(what, "The run would fail here, whatever the cluster holds.", fix);
    }
}
