"""What can go wrong, as one tree: whoever catches `BangyanError` has caught everything we raise on purpose."""


class BangyanError(Exception):
    """Base of all errors; its text says what is wrong, the thing in quotes, and a way on."""


class UsageError(BangyanError):
    """A command, a query or an option that was written wrongly (exit status 2)."""


class SettingsError(BangyanError):
    """A setting or an environment variable that cannot be used."""


class StoreError(BangyanError):
    """The store cannot be opened, read or written."""


class NewerStoreError(StoreError):
    """The store was made by a newer version of Bangyan."""


class LexiconError(BangyanError):
    """A lexicon file that cannot be read, or two entries that claim one alias."""


class SiteError(BangyanError):
    """A site file that cannot be read, or a site that is not known."""


class PageError(BangyanError):
    """A page or a file in which no article can be found."""


class AddressError(BangyanError):
    """An address that must not be visited."""


class FetchError(BangyanError):
    """An address that could not be fetched."""


class InputError(BangyanError):
    """Input that is not what it should be: a line that is no JSON object, a date that is none."""


class ModelError(BangyanError):
    """A model file, or the engine that runs it, that cannot be used."""
