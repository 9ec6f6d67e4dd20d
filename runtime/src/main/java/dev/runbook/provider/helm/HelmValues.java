package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.signature.ArgumentText;
import dev.runbook.language.value.Value;
import dev.runbook.port.Workspace;
import dev.runbook.text.FileName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Values for a chart: the files and the single values of an upgrade. */
public final class HelmValues {
    private HelmValues() {}

    /** The paths of {@code values:}, which is one path or a list of them. */
    public static List<Value> paths(Value values) {
        return switch (values) {
            case Value.Nil nil -> List.of();
            case Value.List(List<Value> items) -> items;
            default -> List.of(values);
        };
    }

    /**
     * The flag for a values file. Helm splits the text at commas, reads a lone dash from standard input and fetches
     * what looks like an address; so the path is quoted, and an unusual one is made absolute.
     */
    public static String fileFlag(Value path, Workspace files) {
        String text = ArgumentText.of(path, "values");
        if (path instanceof Value.Unknown) {
            return "--values=" + text;
        }
        boolean here = Path.of(text).toAbsolutePath().normalize().toString().equals(files.told(text));
        boolean plain =
                here && !text.equals("-") && !text.contains(":") && text.strip().equals(text);
        String safe = plain ? text : files.told(text);
        boolean quoted = safe.contains(",") || safe.contains("\"") || safe.contains("\n") || safe.contains("\r");
        return "--values=" + (quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe);
    }

    /** The map in a values file; fails with the line when it is not YAML. */
    public static Map<String, Object> read(String path, Workspace files) {
        if (!files.exists(path)) {
            throw new Failed(Failure.of(
                    FailureClass.CommandFailed,
                    "there is no values file " + FileName.of(path),
                    "Export the values first with helm.get_values, or give the right path. Looked at: "
                            + files.absolute(path)));
        }
        try {
            return Yaml.map(text(files.read(path)), path);
        } catch (CharacterCodingException e) {
            throw new Failed(Failure.of(
                    FailureClass.CommandFailed,
                    FileName.of(path) + " is not YAML: it is not UTF-8 text",
                    "Repair the file."));
        } catch (IOException e) {
            throw new Failed(Failure.of(
                    FailureClass.CommandFailed,
                    "the values file %s cannot be read: %s".formatted(FileName.of(path), e.getMessage()),
                    "Check that it is a file and that you may read it."));
        }
    }

    private static String text(byte[] content) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(content))
                .toString();
    }

    /** The flags for single values: text stays text, numbers and booleans keep their type. */
    public static List<String> setFlags(Map<String, Value> set) {
        List<String> flags = new ArrayList<>();
        set.forEach((key, value) -> flags.add(
                switch (value) {
                    case Value.Text text -> "--set-string=" + key + "=" + escaped(ArgumentText.of(text, key));
                    case Value.Version version -> "--set-string=" + key + "=" + escaped(ArgumentText.of(version, key));
                    case Value.Nil nil -> "--set=" + key + "=null";
                    case Value.List(List<Value> items) ->
                        (items.stream().allMatch(Value.Text.class::isInstance) ? "--set-string=" : "--set=") + key
                                + "={"
                                + String.join(
                                        ",",
                                        items.stream()
                                                .map(i -> escaped(ArgumentText.of(i, key)))
                                                .toList())
                                + "}";
                    default -> "--set=" + key + "=" + ArgumentText.of(value, key);
                }));
        return flags;
    }

    /** So that helm takes commas, braces and backslashes of a value for what they are. */
    private static String escaped(String text) {
        return text.replaceAll("([\\\\,{}])", "\\\\$1");
    }
}
