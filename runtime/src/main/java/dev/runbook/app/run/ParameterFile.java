package dev.runbook.app.run;

import dev.runbook.app.composition.CommandExit;
import dev.runbook.machine.folder.IoReason;
import dev.runbook.run.report.ExitCode;
import dev.runbook.text.FileName;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** Parameters in a YAML file. */
record ParameterFile(String name) {

    /** Takes each value as the text that stands there: the runbook knows its type, and 1.20 is not 1.2. */
    private static final class TextResolver extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.NULL, NULL, "~nN\0");
            addImplicitResolver(Tag.NULL, EMPTY, null);
        }
    }

    /** Names with their texts or lists of texts; a name without a value is as good as left out. */
    Map<String, Object> read() {
        Map<String, Object> values = new LinkedHashMap<>();
        Object yaml = load();
        if (yaml instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (value != null) {
                    values.put(String.valueOf(key), value);
                }
            });
        } else if (yaml != null) {
            throw unusable("it must contain lines of the form `name: value`");
        }
        return values;
    }

    private @Nullable Object load() {
        LoaderOptions loading = new LoaderOptions();
        loading.setAllowDuplicateKeys(false);
        DumperOptions dumping = new DumperOptions();
        Yaml yaml =
                new Yaml(new SafeConstructor(loading), new Representer(dumping), dumping, loading, new TextResolver());
        try {
            return yaml.load(Files.readString(Path.of(name), StandardCharsets.UTF_8));
        } catch (MarkedYAMLException e) {
            throw unusable("line " + (e.getProblemMark().getLine() + 1) + ": " + e.getProblem());
        } catch (YAMLException e) {
            throw unusable(String.valueOf(e.getMessage()));
        } catch (CharacterCodingException e) {
            throw unusable("it is not text in UTF-8");
        } catch (IOException e) {
            throw unusable(IoReason.of(e));
        } catch (InvalidPathException e) {
            throw unusable(e.getReason());
        }
    }

    private CommandExit unusable(String why) {
        return new CommandExit(
                ExitCode.INVALID, "error: the parameters in " + FileName.of(name) + " cannot be used: " + why);
    }
}
