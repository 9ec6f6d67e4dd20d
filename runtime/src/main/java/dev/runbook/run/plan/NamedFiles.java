package dev.runbook.run.plan;

import dev.runbook.language.signature.NamedPath;
import dev.runbook.language.signature.Parameter;
import dev.runbook.language.signature.Signature;
import dev.runbook.language.value.Value;
import dev.runbook.port.Workspace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The files of this machine that the arguments of a call name, as far as they are known. */
final class NamedFiles {
    private NamedFiles() {}

    /**
     * One of them.
     *
     * @param whole whether also what is in it counts, if it is a folder
     */
    record NamedFile(String path, boolean whole) {
        Optional<String> refusal(Workspace files) {
            return files.refusal(path, whole);
        }
    }

    static List<NamedFile> of(Signature signature, List<Value> positional, Map<String, Value> options) {
        List<Parameter> parameters = signature.positional();
        return Stream.concat(
                        IntStream.range(0, Math.min(parameters.size(), positional.size()))
                                .boxed()
                                .flatMap(i -> named(parameters.get(i), positional.get(i))),
                        signature.options().stream()
                                .filter(option -> options.containsKey(option.name()))
                                .flatMap(option -> named(option, options.getOrDefault(option.name(), Value.NIL))))
                .toList();
    }

    private static Stream<NamedFile> named(Parameter parameter, Value value) {
        if (parameter.names() == NamedPath.NOTHING) {
            return Stream.empty();
        }
        return switch (value) {
            case Value.Text(String path) -> Stream.of(new NamedFile(path, parameter.names() == NamedPath.TREE));
            case Value.List(List<Value> items) -> items.stream().flatMap(item -> named(parameter, item));
            default -> Stream.empty();
        };
    }
}
