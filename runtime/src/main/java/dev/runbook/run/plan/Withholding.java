package dev.runbook.run.plan;

import dev.runbook.language.eval.LookupRequest;
import dev.runbook.language.eval.Reader;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.language.program.Task;
import dev.runbook.language.signature.Facet;
import dev.runbook.language.value.Value;
import dev.runbook.port.Workspace;
import dev.runbook.provider.Call;
import dev.runbook.provider.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Keeps a runbook that is played before it is run from reading files that nobody has named, and from telling anybody elsewhere what
 * it has read: it is often one that nobody here has read.
 */
public final class Withholding {
    private static final Set<Facet> TOLD = Set.of(Facet.REPOSITORIES, Facet.RELEASES);

    private final Disclosure disclosure;
    private final World world;
    private final Workspace files;
    private final KnownPlaces known;
    private final Consumer<String> told;

    /**
     * What the operator knows.
     *
     * @param runbook whether it is one that came with this program
     * @param repositories what the operator's own helm calls its chart repositories
     */
    public record KnownPlaces(boolean runbook, Set<String> repositories) {
        boolean knows(Value value) {
            return value instanceof Value.Text(String text)
                    && text.indexOf('/') > 0
                    && repositories.contains(text.substring(0, text.indexOf('/')));
        }
    }

    /** @param told is told what was withheld, and why */
    public Withholding(CheckedRunbook runbook, World world, KnownPlaces known, Consumer<String> told) {
        this.disclosure = new Disclosure(runbook.body());
        this.world = world;
        this.files = world.client(Workspace.class);
        this.known = known;
        this.told = told;
    }

    /** A reader that asks nothing that would tell. */
    public Reader around(Reader reader) {
        return request -> read(reader, request);
    }

    private Value read(Reader reader, LookupRequest request) throws InterruptedException {
        List<NamedFiles.NamedFile> named = NamedFiles.of(request.signature(), request.positional(), request.options());
        refuse(named);
        if (disclosure.by(request.lookup()) && !stays(request.positional(), request.options(), named)) {
            throw withheld(request.text());
        }
        Value value = reader.read(request);
        disclosure.note(request, world.lookup(request.signature()), named, files, value);
        return value;
    }

    /** Why an action is not performed; empty when it may be. */
    public Optional<Failure> withheld(Task.Act act, Call call) {
        List<NamedFiles.NamedFile> named = NamedFiles.of(call.signature(), call.positional(), call.options());
        try {
            refuse(named);
        } catch (Failed refused) {
            return Optional.of(refused.failure());
        }
        if (call.isTrue("dependency_update")) {
            String why = call.signature().name() + ": dependency_update: true writes into the chart's folder";
            told.accept(why);
            return Optional.of(Failure.of(FailureClass.Forbidden, why));
        }
        boolean tells = Stream.concat(call.signature().reads().stream(), call.signature().writes().stream())
                        .anyMatch(TOLD::contains)
                && disclosure.by(act);
        return tells && !stays(call.positional(), call.options(), named)
                ? Optional.of(withheld(call.signature().name()).failure())
                : Optional.empty();
    }

    /** Whether a request goes to nobody whom only the runbook has named. */
    private boolean stays(List<Value> positional, Map<String, Value> options, List<NamedFiles.NamedFile> named) {
        return known.runbook()
                || named.stream().anyMatch(file -> file.whole() && files.exists(file.path()))
                || Stream.concat(positional.stream(), options.values().stream())
                        .anyMatch(value -> known.knows(value)
                                || (value instanceof Value.Text(String text) && files.isNamed(text)));
    }

    private void refuse(List<NamedFiles.NamedFile> named) {
        for (NamedFiles.NamedFile file : named) {
            Optional<String> why = file.refusal(files);
            if (why.isPresent()) {
                told.accept(why.get());
                throw new Failed(Failure.of(
                        FailureClass.Forbidden,
                        why.get(),
                        "Give the path as a parameter, or go to the folder that it is in."));
            }
        }
    }

    private Failed withheld(String what) {
        told.accept(what + ": " + PlanReader.UNTOLD);
        return new Failed(Failure.of(FailureClass.Forbidden, what + ": " + PlanReader.UNTOLD));
    }
}
