"""What customers said in their own words: language, sentiment, themes, search, and the names in it hidden."""
