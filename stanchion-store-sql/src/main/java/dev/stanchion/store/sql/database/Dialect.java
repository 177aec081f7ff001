package dev.stanchion.store.sql.database;

/** What the databases say differently. MariaDB speaks MySQL. */
public enum Dialect {
    POSTGRES("PostgreSQL", "\"row\"", "/"),
    MYSQL("MySQL", "`row`", " DIV ");

    private final String product;
    private final String row;
    private final String integerDivision;

    Dialect(String product, String row, String integerDivision) {
        this.product = product;
        this.row = row;
        this.integerDivision = integerDivision;
    }

    /** Returns what people call it. */
    public String product() {
        return product;
    }

    /** Returns the column {@code row} of {@code SubsPending}, which is a word of the language. */
    public String row() {
        return row;
    }

    /** Returns the expression for a quotient without its fraction. */
    public String quotient(String dividend, long divisor) {
        return "(" + dividend + integerDivision + divisor + ")";
    }

    /**
     * Returns an insert that leaves a row of the same key as it is.
     *
     * @param insert {@code INSERT INTO …}
     */
    public String unlessThere(String insert) {
        return switch (this) {
            case POSTGRES -> insert + " ON CONFLICT DO NOTHING";
            case MYSQL -> insert.replaceFirst("^INSERT", "INSERT IGNORE");
        };
    }

    /**
     * Returns an insert that replaces columns of a row of the same key.
     *
     * @param insert {@code INSERT INTO …}
     * @param key the columns of the primary key, separated by commas
     * @param replaced the columns that are replaced
     */
    public String orReplace(String insert, String key, String... replaced) {
        StringBuilder sql = new StringBuilder(insert);
        sql.append(
                switch (this) {
                    case POSTGRES -> " ON CONFLICT (" + key + ") DO UPDATE SET ";
                    case MYSQL -> " ON DUPLICATE KEY UPDATE ";
                });
        for (int i = 0; i < replaced.length; i++) {
            sql.append(i == 0 ? "" : ", ").append(replaced[i]).append('=');
            sql.append(
                    switch (this) {
                        case POSTGRES -> "EXCLUDED." + replaced[i];
                        case MYSQL -> "VALUES(" + replaced[i] + ")";
                    });
        }
        return sql.toString();
    }
}
