package dev.runbook.language.input;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was given, before anybody knows whether it fits.
 *
 * @param arguments {@code name=value} of the command line, in order
 * @param file what {@code --params} holds: texts, numbers, booleans and lists as YAML reads them
 * @param environment {@code RUNBOOK_PARAM_NAME} variables, among others
 * @param secrets secrets that were read from a file or a prompt, by name; one of the environment need not be here
 */
public record RawInputs(
        List<String> arguments,
        Map<String, Object> file,
        Map<String, String> environment,
        Map<String, String> secrets) {
    public static final RawInputs NOTHING = new RawInputs(List.of(), Map.of(), Map.of(), Map.of());

    public RawInputs {
        arguments = List.copyOf(arguments);
        file = Collections.unmodifiableMap(new LinkedHashMap<>(file));
        environment = Map.copyOf(environment);
        secrets = Map.copyOf(secrets);
    }

    /** Secrets never print. */
    @Override
    public String toString() {
        return "Given[" + arguments.size() + " arguments, " + file.keySet() + ", secrets " + secrets.keySet() + "]";
    }
}
