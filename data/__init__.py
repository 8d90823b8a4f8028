"""The ground floor: settings, schema, store, search, query, words, dates, lexicons, samples."""
