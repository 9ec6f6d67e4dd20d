package dev.runbook.provider.file;

import dev.runbook.language.signature.ArgumentRules;
import dev.runbook.language.signature.Signature;
import dev.runbook.provider.Action;
import dev.runbook.provider.Lookup;
import dev.runbook.provider.Provider;
import java.util.List;

/** Files of the machine. */
public final class FileProvider implements Provider {
    @Override
    public String name() {
        return "files";
    }

    @Override
    public ArgumentRules rules() {
        return new FileRules();
    }

    @Override
    public List<Signature> signatures() {
        return FileSignatures.all();
    }

    @Override
    public List<Action> actions() {
        return List.of(new FileWrite(), new FileCopy(), new FileDelete());
    }

    @Override
    public List<Lookup> lookups() {
        return List.of(new FileExists(), new FileRead());
    }
}
