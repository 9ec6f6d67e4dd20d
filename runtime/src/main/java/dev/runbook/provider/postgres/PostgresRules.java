package dev.runbook.provider.postgres;

import dev.runbook.language.signature.ArgumentRules;
import dev.runbook.language.signature.FilePath;
import dev.runbook.language.signature.Signature;
import dev.runbook.language.value.Value;
import dev.runbook.provider.kube.ObjectNames;
import java.util.List;
import java.util.Map;

/** Which texts and numbers databases, dumps and the way to them take. */
final class PostgresRules implements ArgumentRules {
    @Override
    public void text(Signature signature, String parameter, String text) {
        switch (parameter) {
            case "name", "names", "keep_as" -> DatabaseNames.held(text);
            case "through" -> PostgresCalls.way(text);
            case "namespace" -> ObjectNames.namespace(text);
            // A dump may be a folder.
            case "path", "from", "to", "file" -> FilePath.given(text);
            default -> {}
        }
    }

    @Override
    public void number(Signature signature, String parameter, long number) {
        if (parameter.equals("jobs")) {
            PostgresCalls.jobs(number);
        }
    }

    @Override
    public void together(
            Signature signature, List<Value> positional, Map<String, Value> options, List<Boolean> written) {
        if (signature.name().equals("postgres.dump")) {
            PostgresDump.fits(
                    Value.of("directory").equals(options.get("format")),
                    Value.TRUE.equals(options.get("in_pod")),
                    options.get("jobs") instanceof Value.Int(long jobs) ? jobs : 1);
        }
    }
}
