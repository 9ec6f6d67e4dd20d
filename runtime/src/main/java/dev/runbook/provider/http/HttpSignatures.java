package dev.runbook.provider.http;

import static dev.runbook.language.signature.Facet.WEB;
import static dev.runbook.language.signature.NamedPath.FILE;
import static dev.runbook.language.signature.SignatureBuilder.lookup;
import static dev.runbook.language.signature.SignatureBuilder.member;
import static dev.runbook.language.signature.Type.Basic.BOOL;
import static dev.runbook.language.signature.Type.Basic.DURATION;
import static dev.runbook.language.signature.Type.Basic.INT;
import static dev.runbook.language.signature.Type.Basic.RESPONSE;
import static dev.runbook.language.signature.Type.Basic.TEXT;

import dev.runbook.language.signature.Signature;
import java.util.List;
import java.util.stream.Stream;

/** What runbooks can ask of pages of the web. */
public final class HttpSignatures {
    private static final String LIMIT = "How long the answer may take; 10 seconds when left out";

    private static final String CA =
            "File with the certificates of a private CA, in PEM form; the machine's own are used when left out";

    private HttpSignatures() {}

    public static List<Signature> all() {
        return Stream.of(lookups(), members()).flatMap(List::stream).toList();
    }

    private static List<Signature> lookups() {
        return List.of(
                lookup("http.get")
                        .argument("url", TEXT, "Address that begins with http:// or https://")
                        .option("timeout", DURATION, LIMIT)
                        .option("ca", TEXT, CA)
                        .names(FILE)
                        .gives(RESPONSE)
                        .reads(WEB)
                        .about(
                                "Gets a page. An answer of any status is an answer; no answer at all is Unreachable, and so"
                                        + " is a certificate that has expired, has another name or is from an unknown issuer."
                                        + " Redirects are followed, but not from https to http.")
                        .example("assert http.get(\"https://coder.acme.example/healthz\").status == 200")
                        .sign(),
                lookup("http.ok?")
                        .argument("url", TEXT, "Address that begins with http:// or https://")
                        .option("timeout", DURATION, LIMIT)
                        .option("ca", TEXT, CA)
                        .names(FILE)
                        .option("valid_for", DURATION, "How long the server's certificate must be valid from now on")
                        .gives(BOOL)
                        .reads(WEB)
                        .about("Whether a page answers with a status from 200 to 299, after redirects. No answer and a"
                                + " certificate that is not right are a no; a wait says which.")
                        .example("wait up_to: 5.minutes until http.ok?(\"https://coder.acme.example/healthz\")")
                        .sign());
    }

    private static List<Signature> members() {
        return List.of(
                member(RESPONSE, "certificate_left")
                        .gives(DURATION)
                        .about("How long the server's certificate is still valid; nil without one.")
                        .example("http.get(\"https://coder.acme.example\").certificate_left")
                        .sign(),
                member(RESPONSE, "status")
                        .gives(INT)
                        .about("The HTTP status, such as 200.")
                        .example("http.get(\"https://coder.acme.example\").status")
                        .sign(),
                member(RESPONSE, "body")
                        .gives(TEXT)
                        .about("The text that came back, at most 1 MiB of it.")
                        .example("http.get(\"https://coder.acme.example\").body")
                        .sign());
    }
}
