package dev.runbook.rehearsal.cel;

import dev.cel.common.types.ListType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.runbook.rehearsal.cel.FunctionLibrary.Of;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A form that texts of Kubernetes have, by its name: {@code format.dns1123Label()}. */
enum NamedFormat {
    LABEL("dns1123Label", "[a-z0-9]([-a-z0-9]*[a-z0-9])?", 63, FormWords.LABEL),
    LABEL_PREFIX("dns1123LabelPrefix", "[a-z0-9]([-a-z0-9]*)?", 63, FormWords.LABEL),
    SUBDOMAIN("dns1123Subdomain", FormWords.DOMAIN_FORM, 253, FormWords.SUBDOMAIN),
    SUBDOMAIN_PREFIX("dns1123SubdomainPrefix", FormWords.DOMAIN_FORM + "[-.]?", 253, FormWords.SUBDOMAIN),
    OLD_LABEL("dns1035Label", "[a-z]([-a-z0-9]*[a-z0-9])?", 63, FormWords.OLD_LABEL),
    OLD_LABEL_PREFIX("dns1035LabelPrefix", "[a-z]([-a-z0-9]*)?", 63, FormWords.OLD_LABEL),
    QUALIFIED(
            "qualifiedName",
            "(" + FormWords.DOMAIN_FORM + "/)?([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]",
            317,
            FormWords.QUALIFIED),
    LABEL_VALUE("labelValue", "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?", 63, FormWords.LABEL_VALUE),
    URI("uri", "(/|[a-zA-Z][-+.a-zA-Z0-9]*:)\\S*", Integer.MAX_VALUE, "invalid URI for request"),
    UUID(
            "uuid",
            "(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}",
            Integer.MAX_VALUE,
            "does not match the UUID format"),
    BYTE("byte", "(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?", Integer.MAX_VALUE, "invalid base64"),
    DATE("date", "\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])", Integer.MAX_VALUE, "invalid date"),
    TIME(
            "datetime",
            "(?i)\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[-+]\\d\\d:\\d\\d)",
            Integer.MAX_VALUE,
            "invalid datetime");

    private static final Of<NamedFormat> TYPE =
            new Of<>(OpaqueType.create("kubernetes.NamedFormat"), NamedFormat.class);

    private final String name;
    private final Pattern form;
    private final int longest;
    private final String words;

    NamedFormat(String name, String form, int longest, String words) {
        this.name = name;
        this.form = Pattern.compile(form);
        this.longest = longest;
        this.words = words;
    }

    static void addTo(FunctionLibrary library) {
        for (NamedFormat format : values()) {
            library.constant("format." + format.name, "format." + format.name, TYPE.type(), format);
        }
        library.global(
                "format.named", "format-named", CelTypes.STRING, OptionalType.create(TYPE.type()), NamedFormat::named);
        library.member(
                "validate",
                "format-validate",
                TYPE,
                CelTypes.STRING,
                OptionalType.create(ListType.create(SimpleType.STRING)),
                NamedFormat::problems);
    }

    private static Optional<NamedFormat> named(String name) {
        for (NamedFormat format : values()) {
            if (format.name.equals(name)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    private Optional<List<String>> problems(String text) {
        if (text.length() > longest) {
            return Optional.of(List.of("must be no more than " + longest + " bytes"));
        }
        return form.matcher(text).matches() ? Optional.empty() : Optional.of(List.of(words));
    }

    /** The server's words for what does not fit. */
    private static final class FormWords {
        static final String DOMAIN_FORM = "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";
        static final String LABEL =
                "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-',"
                        + " and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for"
                        + " validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
        static final String SUBDOMAIN =
                "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters,"
                        + " '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for"
                        + " validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
        static final String OLD_LABEL =
                "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start"
                        + " with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123',"
                        + " regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";
        static final String QUALIFIED =
                "name part must consist of alphanumeric characters, '-', '_' or '.', and must start"
                        + " and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for"
                        + " validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
        static final String LABEL_VALUE = "a valid label must be an empty string or consist of alphanumeric characters,"
                + " '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or"
                + " 'my_value',  or '12345', regex used for validation is"
                + " '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

        private FormWords() {}
    }
}
