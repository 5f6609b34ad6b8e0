"""Cities of Western and Southern Europe; see ``places``."""

# name|state|latitude,longitude|postal code|thousands of people; = stands before how a name is written in Latin letters
PLACES = """
== FR fr
Paris|Île-de-France|48.8566,2.3522|750[01-20]|2100
Marseille|Provence-Alpes-Côte d'Azur|43.2965,5.3698|130[01-16]|870
Lyon|Auvergne-Rhône-Alpes|45.7640,4.8357|6900[1-9]|520
Toulouse|Occitanie|43.6047,1.4442|31[0-5]00|500
Nice|Provence-Alpes-Côte d'Azur|43.7102,7.2620|06[0-3]00|345
Nantes|Pays de la Loire|47.2184,-1.5536|44[0-3]00|320
Montpellier|Occitanie|43.6108,3.8767|340[7-9]0|300
Strasbourg|Grand Est|48.5734,7.7521|67[0-2]00|290
Bordeaux|Nouvelle-Aquitaine|44.8378,-0.5792|33[0-3]00|260
Lille|Hauts-de-France|50.6292,3.0573|59000|235
Rennes|Bretagne|48.1173,-1.6778|35000|222
Reims|Grand Est|49.2583,4.0317|51100|180
Grenoble|Auvergne-Rhône-Alpes|45.1885,5.7245|38[0-1]00|158
Dijon|Bourgogne-Franche-Comté|47.3220,5.0415|21000|158
Angers|Pays de la Loire|47.4784,-0.5632|49[0-1]00|155
Clermont-Ferrand|Auvergne-Rhône-Alpes|45.7772,3.0870|63[0-1]00|147
Tours|Centre-Val de Loire|47.3941,0.6848|37[0-2]00|137
Annecy|Auvergne-Rhône-Alpes|45.8992,6.1294|74000|130
Rouen|Normandie|49.4432,1.0993|76[0-1]00|113
Orléans|Centre-Val de Loire|47.9029,1.9093|45[0-1]00|116
Caen|Normandie|49.1829,-0.3707|14000|106
La Rochelle|Nouvelle-Aquitaine|46.1603,-1.1511|17000|77
Ajaccio|Corse|41.9192,8.7386|20000|71
== DE de
Berlin|Berlin|52.5200,13.4050|1[0115-4199]|3600
Hamburg|Hamburg|53.5511,9.9937|2[0095-2769]|1850
München|Bayern|48.1351,11.5820|8[0331-1929]|1480
Köln|Nordrhein-Westfalen|50.9375,6.9603|5[0667-1149]|1080
Frankfurt am Main|Hessen|50.1109,8.6821|60[308-599]|760
Stuttgart|Baden-Württemberg|48.7758,9.1829|70[173-629]|630
Düsseldorf|Nordrhein-Westfalen|51.2277,6.7735|40[210-629]|620
Leipzig|Sachsen|51.3397,12.3731|04[103-357]|600
Dortmund|Nordrhein-Westfalen|51.5136,7.4653|44[135-388]|588
Essen|Nordrhein-Westfalen|51.4556,7.0116|45[127-359]|580
Bremen|Bremen|53.0793,8.8017|28[195-779]|567
Dresden|Sachsen|51.0504,13.7373|01[067-328]|556
Hannover|Niedersachsen|52.3759,9.7320|30[159-669]|535
Nürnberg|Bayern|49.4521,11.0767|90[402-491]|518
Bielefeld|Nordrhein-Westfalen|52.0302,8.5325|33[602-739]|334
Bonn|Nordrhein-Westfalen|50.7374,7.0982|53[111-229]|330
Münster|Nordrhein-Westfalen|51.9607,7.6261|48[143-167]|316
Karlsruhe|Baden-Württemberg|49.0069,8.4037|76[131-229]|308
Mannheim|Baden-Württemberg|49.4875,8.4660|68[159-309]|310
Augsburg|Bayern|48.3705,10.8978|86[150-199]|296
Wiesbaden|Hessen|50.0782,8.2398|65[183-207]|278
Kiel|Schleswig-Holstein|54.3233,10.1228|24[103-159]|247
Magdeburg|Sachsen-Anhalt|52.1205,11.6276|39[104-130]|236
Freiburg im Breisgau|Baden-Württemberg|47.9990,7.8421|79[098-117]|231
Mainz|Rheinland-Pfalz|49.9929,8.2473|55[116-131]|218
Erfurt|Thüringen|50.9848,11.0299|99[084-099]|214
Rostock|Mecklenburg-Vorpommern|54.0924,12.0991|18[055-147]|208
Potsdam|Brandenburg|52.3906,13.0645|14[467-482]|182
Saarbrücken|Saarland|49.2402,6.9969|66[111-133]|180
== AT de
Wien|Wien|48.2082,16.3738|1[01-23]0|1900
Graz|Steiermark|47.0707,15.4395|80[1-2]0|291
Linz|Oberösterreich|48.3069,14.2858|40[2-4]0|206
Salzburg|Salzburg|47.8095,13.0550|5020|155
Innsbruck|Tirol|47.2692,11.4041|6020|132
Klagenfurt|Kärnten|46.6247,14.3053|9020|102
Villach|Kärnten|46.6111,13.8558|9500|63
Wels|Oberösterreich|48.1575,14.0289|4600|62
St. Pölten|Niederösterreich|48.2047,15.6256|3100|56
Dornbirn|Vorarlberg|47.4125,9.7417|6850|50
Bregenz|Vorarlberg|47.5031,9.7471|6900|29
Eisenstadt|Burgenland|47.8456,16.5233|7000|15
== CH de
Zürich|Zürich|47.3769,8.5417|80[01-08]|420
Basel|Basel-Stadt|47.5596,7.5886|40[51-59]|173
Bern|Bern|46.9480,7.4474|30[04-08]|134
Winterthur|Zürich|47.4988,8.7237|840[4-9]|115
Luzern|Luzern|47.0502,8.3093|600[3-6]|82
St. Gallen|St. Gallen|47.4245,9.3767|90[10-16]|76
Biel/Bienne|Bern|47.1368,7.2468|250[2-5]|55
Chur|Graubünden|46.8499,9.5329|7000|38
== CH fr
Genève|Genève|46.2044,6.1432|120[1-9]|203
Lausanne|Vaud|46.5197,6.6323|100[3-7]|140
Fribourg|Fribourg|46.8065,7.1620|1700|38
Sion|Valais|46.2331,7.3606|1950|35
Neuchâtel|Neuchâtel|46.9900,6.9293|2000|33
== CH it
Lugano|Ticino|46.0037,8.9511|6900|62
Bellinzona|Ticino|46.1946,9.0244|6500|44
Locarno|Ticino|46.1708,8.7995|6600|16
== BE nl
Antwerpen|Antwerpen|51.2194,4.4025|20[0-6]0|530
Gent|Oost-Vlaanderen|51.0543,3.7174|9000|265
Brugge|West-Vlaanderen|51.2093,3.2247|8000|119
Leuven|Vlaams-Brabant|50.8798,4.7005|300[0-1]|102
Aalst|Oost-Vlaanderen|50.9378,4.0410|9300|88
Mechelen|Antwerpen|51.0259,4.4776|2800|87
Hasselt|Limburg|50.9307,5.3325|3500|80
Kortrijk|West-Vlaanderen|50.8280,3.2649|8500|78
Oostende|West-Vlaanderen|51.2154,2.9287|8400|72
== BE fr
Bruxelles|Bruxelles-Capitale|50.8503,4.3517|10[2-9]0|1220
Charleroi|Hainaut|50.4108,4.4446|60[1-4]0|202
Liège|Liège|50.6326,5.5797|40[2-3]0|197
Namur|Namur|50.4674,4.8720|5000|112
Mons|Hainaut|50.4542,3.9567|7000|96
Tournai|Hainaut|50.6071,3.3893|7500|69
Wavre|Brabant wallon|50.7171,4.6014|1300|34
Arlon|Luxembourg|49.6833,5.8167|6700|30
== NL nl
Amsterdam|Noord-Holland|52.3676,4.9041|10[11-98] @@|880
Rotterdam|Zuid-Holland|51.9244,4.4777|30[11-89] @@|655
Den Haag|Zuid-Holland|52.0705,4.3007|25[11-97] @@|550
Utrecht|Utrecht|52.0907,5.1214|35[11-85] @@|360
Eindhoven|Noord-Brabant|51.4416,5.4697|56[11-58] @@|238
Groningen|Groningen|53.2194,6.5665|97[11-47] @@|234
Tilburg|Noord-Brabant|51.5555,5.0913|50[11-49] @@|222
Almere|Flevoland|52.3508,5.2647|13[11-63] @@|215
Breda|Noord-Brabant|51.5719,4.7683|48[11-39] @@|184
Nijmegen|Gelderland|51.8126,5.8372|65[11-46] @@|178
Arnhem|Gelderland|51.9851,5.8987|68[11-46] @@|163
Haarlem|Noord-Holland|52.3874,4.6462|20[11-37] @@|162
Enschede|Overijssel|52.2215,6.8937|75[11-48] @@|160
Zwolle|Overijssel|52.5168,6.0830|80[11-45] @@|130
Leeuwarden|Friesland|53.2012,5.7999|89[11-39] @@|124
Maastricht|Limburg|50.8514,5.6910|62[11-29] @@|120
Assen|Drenthe|52.9925,6.5649|94[01-08] @@|68
Middelburg|Zeeland|51.4988,3.6110|43[31-38] @@|49
== ES es
Madrid|Comunidad de Madrid|40.4168,-3.7038|280[01-55]|3300
Barcelona|Cataluña|41.3874,2.1686|080[01-42]|1640
Valencia|Comunidad Valenciana|39.4699,-0.3763|460[01-26]|800
Sevilla|Andalucía|37.3891,-5.9845|410[01-20]|684
Zaragoza|Aragón|41.6488,-0.8891|500[01-18]|675
Málaga|Andalucía|36.7213,-4.4214|290[01-18]|578
Murcia|Región de Murcia|37.9922,-1.1307|300[01-12]|460
Palma|Islas Baleares|39.5696,2.6502|070[01-15]|416
Las Palmas de Gran Canaria|Canarias|28.1235,-15.4363|350[01-19]|378
Bilbao|País Vasco|43.2630,-2.9350|480[01-15]|346
Alicante|Comunidad Valenciana|38.3452,-0.4810|030[01-16]|337
Córdoba|Andalucía|37.8882,-4.7794|140[01-14]|322
Valladolid|Castilla y León|41.6523,-4.7245|470[01-17]|297
Vigo|Galicia|42.2406,-8.7207|362[01-16]|293
Gijón|Asturias|43.5322,-5.6611|332[01-13]|267
Vitoria-Gasteiz|País Vasco|42.8467,-2.6716|010[01-15]|253
A Coruña|Galicia|43.3623,-8.4115|150[01-11]|244
Granada|Andalucía|37.1773,-3.5986|180[01-15]|230
Pamplona|Navarra|42.8125,-1.6458|310[01-16]|203
Santander|Cantabria|43.4623,-3.8100|390[01-12]|172
Logroño|La Rioja|42.4627,-2.4450|260[01-09]|150
Salamanca|Castilla y León|40.9701,-5.6635|370[01-08]|144
Cáceres|Extremadura|39.4753,-6.3724|100[01-05]|96
Toledo|Castilla-La Mancha|39.8628,-4.0273|450[01-08]|85
== PT pt
Lisboa|Lisboa|38.7223,-9.1393|1[1-9]00-###|545
Porto|Porto|41.1579,-8.6291|4[1-3]00-###|232
Braga|Braga|41.5454,-8.4265|47[00-15]-###|193
Guimarães|Braga|41.4425,-8.2918|48[00-35]-###|157
Coimbra|Coimbra|40.2033,-8.4103|30[00-45]-###|141
Leiria|Leiria|39.7436,-8.8071|24[00-10]-###|129
Setúbal|Setúbal|38.5244,-8.8882|29[00-10]-###|123
Funchal|Madeira|32.6669,-16.9241|90[00-60]-###|106
Viseu|Viseu|40.6566,-7.9125|35[00-15]-###|100
Aveiro|Aveiro|40.6405,-8.6538|38[00-10]-###|81
Faro|Faro|37.0194,-7.9304|800[0-5]-###|68
Ponta Delgada|Açores|37.7412,-25.6756|9500-###|68
Évora|Évora|38.5714,-7.9135|7000-###|54
== GR el
Αθήνα=Athina|Αττική|37.9838,23.7275|1[04-17] ##|640
Θεσσαλονίκη=Thessaloniki|Κεντρική Μακεδονία|40.6401,22.9444|546 ##|310
Πάτρα=Patra|Δυτική Ελλάδα|38.2466,21.7346|26[2-4] ##|170
Ηράκλειο=Irakleio|Κρήτη|35.3387,25.1442|71[2-5] ##|150
Λάρισα=Larisa|Θεσσαλία|39.6390,22.4191|41[2-5] ##|148
Βόλος=Volos|Θεσσαλία|39.3622,22.9422|38[2-4] ##|86
Ιωάννινα=Ioannina|Ήπειρος|39.6650,20.8537|45[2-5] ##|65
Καλαμάτα=Kalamata|Πελοπόννησος|37.0389,22.1142|241 ##|55
Καβάλα=Kavala|Ανατολική Μακεδονία και Θράκη|40.9396,24.4069|65[2-5] ##|54
Χανιά=Chania|Κρήτη|35.5138,24.0180|731 ##|54
Ρόδος=Rodos|Νότιο Αιγαίο|36.4341,28.2176|851 ##|50
Κέρκυρα=Kerkyra|Ιόνια Νησιά|39.6243,19.9217|491 ##|32
"""
