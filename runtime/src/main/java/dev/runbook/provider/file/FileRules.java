package dev.runbook.provider.file;

import dev.runbook.language.signature.ArgumentRules;
import dev.runbook.language.signature.FilePath;
import dev.runbook.language.signature.Signature;

/** Which texts can be paths of the files that are named. */
final class FileRules implements ArgumentRules {
    @Override
    public void text(Signature signature, String parameter, String text) {
        switch (parameter) {
            case "path", "from", "to" -> {
                if (signature.name().equals("file.exists?")) {
                    FilePath.of(text);
                } else {
                    FilePath.file(text);
                }
            }
            default -> {}
        }
    }
}
