package dev.runbook.provider.http;

import dev.runbook.language.signature.ArgumentRules;
import dev.runbook.language.signature.FilePath;
import dev.runbook.language.signature.Signature;

/** Which texts can be addresses of pages, and files with certificates. */
final class HttpRules implements ArgumentRules {
    @Override
    public void text(Signature signature, String parameter, String text) {
        switch (parameter) {
            case "url" -> WebAddress.of(text);
            case "ca" -> FilePath.file(text);
            default -> {}
        }
    }
}
