"""The language pack ``en``: English-language news about Vietnam, small, as the proof that there can be more than one."""
