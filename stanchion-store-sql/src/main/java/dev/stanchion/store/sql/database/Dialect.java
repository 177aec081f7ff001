package dev.stanchion.store.sql.database;

/** The SQL that differs between the databases. MariaDB uses the dialect of MySQL. */
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

    /** Returns the name of the product. */
    public String product() {
        return product;
    }

    /**
     * Returns the quoted column {@code row} of {@code SubsPending}, because {@code row} is a
     * keyword.
     */
    public String row() {
        return row;
    }

    /** Returns the expression for an integer division. */
    public String quotient(String dividend, long divisor) {
        return "(" + dividend + integerDivision + divisor + ")";
    }

    /**
     * Returns an insert that does not change an existing row with the same key.
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
     * Returns an insert that replaces columns of an existing row with the same key.
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
