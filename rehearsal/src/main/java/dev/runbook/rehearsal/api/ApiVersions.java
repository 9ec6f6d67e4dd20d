package dev.runbook.rehearsal.api;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The order of versions of one API: stable ones first, then betas, then alphas, the newest of each first. */
public final class ApiVersions {
    private static final Pattern FORM = Pattern.compile("v(\\d+)(?:(alpha|beta)(\\d+))?");

    public static final Comparator<String> PREFERRED_FIRST =
            Comparator.comparingLong(ApiVersions::rank).reversed().thenComparing(Comparator.naturalOrder());

    private ApiVersions() {}

    private static long rank(String version) {
        Matcher form = FORM.matcher(version);
        if (!form.matches()) {
            return -1;
        }
        String stage = form.group(2) == null ? "" : form.group(2);
        long stable = stage.isEmpty() ? 2 : stage.equals("beta") ? 1 : 0;
        return (stable * 1000 + Long.parseLong(form.group(1))) * 1000
                + (stage.isEmpty() ? 0 : Long.parseLong(form.group(3)));
    }
}
